/** A small world for the page's state: messages to put into conversations. */

import { withMessage } from "../../../src/state/branches.ts";
import { type Answer, type Conversation, type Instruction, newConversation } from "../../../src/state/conversation.ts";

export function instruction(
  id: string,
  parentId: string | null = null,
  change: Partial<Instruction> = {},
): Instruction {
  return {
    kind: "instruction",
    id,
    parentId,
    createdAt: 1,
    changedAt: 1,
    instruction: `instruction ${id}`,
    context: null,
    task: null,
    ...change,
  };
}

export function answer(id: string, parentId: string, change: Partial<Answer> = {}): Answer {
  return {
    kind: "answer",
    id,
    parentId,
    createdAt: 2,
    changedAt: 2,
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
    sampling: null,
    ids: null,
    edited: false,
    rating: null,
    ...change,
  };
}

export function conversationOf(...messages: readonly (Instruction | Answer)[]): Conversation {
  return messages.reduce((before, message) => withMessage(before, message, 10), newConversation("one", 1));
}
