/**
 * What a conversation is, and the pure operations on it. Every operation returns a new value.
 *
 * Messages stand in reading order: each instruction is followed by its answers, oldest attempt first. Knows nothing of
 * storage, of the engine, or of what is on the screen; ids and times are arguments.
 */

import type { Exchange } from "../../models/dolly/prompt.ts";
import type { StopReason } from "../../workers/contract/engine-api.ts";
import { words } from "../words/words.ts";

export interface Instruction {
  readonly kind: "instruction";
  readonly id: string;
  /** Milliseconds since the epoch, as everywhere here. */
  readonly createdAt: number;
  readonly instruction: string;
  /** The passage the instruction is about. */
  readonly context: string | null;
}

/** `interrupted`: a crash, a reload or the worker's death cut it off; nobody asked for that. */
export type AnswerStop = StopReason | "interrupted";

export interface Answer {
  readonly kind: "answer";
  readonly id: string;
  /** The id of the instruction it answers. One instruction may have several answers. */
  readonly replyTo: string;
  readonly createdAt: number;
  readonly text: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly seed: number;
  readonly stop: AnswerStop;
  readonly tokens: number;
  /** Null where it was not measured: an interrupted answer, or none of its tokens came. */
  readonly firstTokenMs: number | null;
  readonly tokensPerSecond: number | null;
  /** How many earlier exchanges no longer fit the window. */
  readonly earlierLeftOut: number;
  /** The sentence of the error that cut it off. */
  readonly problem: string | null;
}

export type Message = Instruction | Answer;

export interface Conversation {
  readonly id: string;
  /** What the user named it; null until then, and the first instruction serves. */
  readonly title: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly messages: readonly Message[];
}

/** An instruction with its answers: what the reader sees as one turn. */
export interface Turn {
  readonly instruction: Instruction;
  readonly answers: readonly Answer[];
}

const titleChars = 60;

export function newConversation(id: string, now: number): Conversation {
  return { id, title: null, createdAt: now, updatedAt: now, messages: [] };
}

/** Adds a message in its place, or replaces the one with the same id. */
export function withMessage(conversation: Conversation, message: Message, now: number): Conversation {
  const messages = [...conversation.messages];
  const known = messages.findIndex((each) => each.id === message.id);
  if (known >= 0) messages[known] = message;
  else messages.splice(placeFor(messages, message), 0, message);
  return { ...conversation, messages, updatedAt: now };
}

function placeFor(messages: readonly Message[], message: Message): number {
  if (message.kind === "instruction") return messages.length;
  const asked = messages.findIndex((each) => each.id === message.replyTo);
  if (asked < 0) return messages.length;
  const next = messages.findIndex((each, index) => index > asked && each.kind === "instruction");
  return next < 0 ? messages.length : next;
}

export function withoutMessage(conversation: Conversation, id: string): Conversation {
  return { ...conversation, messages: conversation.messages.filter((message) => message.id !== id) };
}

/** A blank title gives the conversation its first instruction as a title again. */
export function renamed(conversation: Conversation, title: string): Conversation {
  const trimmed = title.trim();
  return { ...conversation, title: trimmed === "" ? null : trimmed };
}

export function titleOf(conversation: Conversation): string {
  if (conversation.title !== null) return conversation.title;
  const first = conversation.messages.find((message) => message.kind === "instruction");
  const line = first?.instruction.replace(/\s+/g, " ").trim() ?? "";
  if (line === "") return words().app.newConversation;
  const chars = [...line];
  return chars.length <= titleChars ? line : `${chars.slice(0, titleChars).join("").trimEnd()}…`;
}

/** An answer whose instruction is missing has no turn; it stays in the record. */
export function turns(conversation: Conversation): Turn[] {
  const answers = new Map<string, Answer[]>();
  const result: Turn[] = [];
  for (const message of conversation.messages) {
    if (message.kind === "answer") answers.get(message.replyTo)?.push(message);
    else {
      const own: Answer[] = [];
      answers.set(message.id, own);
      result.push({ instruction: message, answers: own });
    }
  }
  return result;
}

/**
 * The exchanges before an instruction, oldest first, each with its latest answer worth repeating. An answer that was
 * interrupted is not one: the model would learn from half a sentence that answers end in mid-word.
 */
export function earlierExchanges(conversation: Conversation, instructionId: string | null): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const { instruction, answers } of turns(conversation)) {
    if (instruction.id === instructionId) break;
    const answer = answers.findLast(({ text, stop }) => text !== "" && stop !== "interrupted");
    if (!answer) continue;
    exchanges.push({ instruction: instruction.instruction, context: instruction.context, response: answer.text });
  }
  return exchanges;
}

/**
 * Two versions of one conversation, each with messages the other may lack: two tabs wrote it. `mine` wins where both have
 * a message, unless mine is an interrupted answer and the other is not.
 */
export function merged(mine: Conversation, other: Conversation): Conversation {
  let result = mine;
  for (const message of other.messages) {
    const own = mine.messages.find(({ id }) => id === message.id);
    const better = own?.kind === "answer" && own.stop === "interrupted" && message.kind === "answer";
    if (!own || better) result = withMessage(result, message, result.updatedAt);
  }
  return result;
}
