/** A small world for the page's state: messages to put into conversations. */

import type { Answer, Conversation, Instruction } from "../../../src/state/conversation.ts";
import { newConversation, withMessage } from "../../../src/state/conversation.ts";

export function instruction(id: string, words = `instruction ${id}`, context: string | null = null): Instruction {
  return { kind: "instruction", id, createdAt: 1, instruction: words, context };
}

export function answer(id: string, replyTo: string, change: Partial<Answer> = {}): Answer {
  return {
    kind: "answer",
    id,
    replyTo,
    createdAt: 2,
    text: `answer ${id}`,
    modelId: "pocket",
    modelName: "Dolly Pocket",
    seed: 7,
    stop: "end",
    tokens: 3,
    firstTokenMs: 40,
    tokensPerSecond: 12.5,
    earlierLeftOut: 0,
    problem: null,
    ...change,
  };
}

export function conversationOf(...messages: readonly (Instruction | Answer)[]): Conversation {
  return messages.reduce((before, message) => withMessage(before, message, 10), newConversation("one", 1));
}
