/**
 * The records on this device, version 1, and how each is read back: strictly, or not at all.
 *
 *   key                   value
 *   index                 { version, entries: [{ id, title, createdAt, updatedAt, deletedAt }] }
 *   conversation/<id>     { version, id, title, createdAt, updatedAt, messages: [instruction | answer] }
 *   journal/<answer id>   { version, conversationId, instruction, answer }    an answer being written
 *   damaged/<key>         whatever stood under <key> and could not be read
 *
 * Messages are stored as conversation.ts defines them. Knows nothing of IndexedDB.
 */

import { AppError } from "../../models/errors.ts";
import type { Answer, AnswerStop, Conversation, Instruction, Message } from "./conversation.ts";

export const version = 1;
export const indexKey = "index";
export const conversationPrefix = "conversation/";
export const journalPrefix = "journal/";
export const damagedPrefix = "damaged/";

export interface IndexEntry {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the user deleted it; the record itself goes once it can no longer be undone. */
  readonly deletedAt: number | null;
}

/** An answer being written, with its instruction, so that a crash loses neither. */
export interface Journal {
  readonly conversationId: string;
  readonly instruction: Instruction;
  readonly answer: Answer;
}

export const storedIndex = (entries: readonly IndexEntry[]) => ({ version, entries });
export const storedConversation = (conversation: Conversation) => ({ version, ...conversation });
export const storedJournal = (journal: Journal) => ({ version, ...journal });

const stops: readonly AnswerStop[] = ["end", "length", "context", "stopped", "interrupted"];

export function parseIndex(value: unknown): IndexEntry[] {
  const index = versioned(value, indexKey);
  return list(index.entries, "index.entries").map((each, at) => {
    const where = `index.entries[${at}]`;
    const entry = object(each, where);
    return {
      id: text(entry.id, `${where}.id`),
      title: text(entry.title, `${where}.title`),
      createdAt: number(entry.createdAt, `${where}.createdAt`),
      updatedAt: number(entry.updatedAt, `${where}.updatedAt`),
      deletedAt: orNull(entry.deletedAt, `${where}.deletedAt`, number),
    };
  });
}

export function parseConversation(value: unknown): Conversation {
  const record = versioned(value, "conversation");
  const messages = list(record.messages, "messages").map((each, at) => parseMessage(each, `messages[${at}]`));
  if (new Set(messages.map(({ id }) => id)).size !== messages.length) throw bad("messages", "two messages share an id");
  return {
    id: text(record.id, "id"),
    title: orNull(record.title, "title", text),
    createdAt: number(record.createdAt, "createdAt"),
    updatedAt: number(record.updatedAt, "updatedAt"),
    messages,
  };
}

export function parseJournal(value: unknown): Journal {
  const record = versioned(value, "journal");
  const instruction = parseMessage(record.instruction, "instruction");
  const answer = parseMessage(record.answer, "answer");
  if (instruction.kind !== "instruction") throw bad("instruction", "is not an instruction");
  if (answer.kind !== "answer" || answer.replyTo !== instruction.id) throw bad("answer", "does not answer it");
  return { conversationId: text(record.conversationId, "conversationId"), instruction, answer };
}

function parseMessage(value: unknown, where: string): Message {
  const message = object(value, where);
  const id = text(message.id, `${where}.id`);
  const createdAt = number(message.createdAt, `${where}.createdAt`);
  if (message.kind === "instruction") {
    return {
      kind: "instruction",
      id,
      createdAt,
      instruction: text(message.instruction, `${where}.instruction`),
      context: orNull(message.context, `${where}.context`, text),
    };
  }
  if (message.kind !== "answer") throw bad(`${where}.kind`, `is ${JSON.stringify(message.kind)}`);
  const stop = stops.find((each) => each === message.stop);
  if (!stop) throw bad(`${where}.stop`, `is ${JSON.stringify(message.stop)}`);
  return {
    kind: "answer",
    id,
    replyTo: text(message.replyTo, `${where}.replyTo`),
    createdAt,
    text: text(message.text, `${where}.text`),
    modelId: text(message.modelId, `${where}.modelId`),
    modelName: text(message.modelName, `${where}.modelName`),
    seed: number(message.seed, `${where}.seed`),
    stop,
    tokens: number(message.tokens, `${where}.tokens`),
    firstTokenMs: orNull(message.firstTokenMs, `${where}.firstTokenMs`, number),
    tokensPerSecond: orNull(message.tokensPerSecond, `${where}.tokensPerSecond`, number),
    earlierLeftOut: number(message.earlierLeftOut, `${where}.earlierLeftOut`),
    problem: orNull(message.problem, `${where}.problem`, text),
  };
}

function versioned(value: unknown, where: string): Record<string, unknown> {
  const record = object(value, where);
  if (record.version !== version) throw bad(`${where}.version`, `is ${JSON.stringify(record.version)}, not ${version}`);
  return record;
}

function object(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad(where, "is not an object");
  return value as Record<string, unknown>;
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(where, "is not a list");
  return value;
}

function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw bad(where, "is not text");
  return value;
}

function number(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw bad(where, "is not a number");
  return value;
}

function orNull<T>(value: unknown, where: string, parse: (value: unknown, where: string) => T): T | null {
  return value === null ? null : parse(value, where);
}

function bad(where: string, what: string): AppError {
  return new AppError("bad-file", `A stored record could not be read: ${where} ${what}.`);
}
