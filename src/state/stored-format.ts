/**
 * The records on this device, version 2, and how each is read back: strictly, or not at all.
 *
 *   key                   value
 *   entry/<id>            { version, id, title, createdAt, updatedAt, pinned, archived, folder, deletedAt }
 *   tree/<id>             { version, id, createdAt, updatedAt, title, pinned, archived, folder, filedAt,
 *                           messages: [instruction | answer], chosen: [[parent id | null, child id]], chosenAt,
 *                           removed: [[message id, time]] }
 *   journal/<answer id>   { version, conversationId, instruction, answer }    an answer being written
 *   search                the search's index, in bytes (workers/search/search-index.ts); it can always be made anew
 *   copy/<prefix>         what the records of a prefix say, where they are many and encrypted (sealed-copy.ts)
 *   vault                 how the other records are encrypted, where they are (vault.ts)
 *   local/<name>          what is in localStorage otherwise, where records are encrypted
 *   damaged/<key>         whatever stood under <key> and could not be read
 *
 * Messages are stored as conversation.ts defines them. What a newer version of the page has written is not read, and not
 * touched. Version 1 had one record `index` of all entries and `conversation/<id>` without a tree; stored-version-1.ts
 * reads both. Knows nothing of IndexedDB.
 */

import type { Sampling } from "../../models/dolly/sampling.ts";
import { AppError } from "../../models/errors.ts";
import type { Answer, AnswerStop, Conversation, Instruction, Message } from "./conversation.ts";

export const version = 2;
export const entryPrefix = "entry/";
export const treePrefix = "tree/";
export const journalPrefix = "journal/";
export const localPrefix = "local/";
export const searchKey = "search";
export const copyPrefix = "copy/";
export const damagedPrefix = "damaged/";

/** What the list needs to know of a conversation. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly folder: string | null;
  /** When the user deleted it; the record itself goes once it can no longer be undone. */
  readonly deletedAt: number | null;
}

/** An answer being written, with its instruction, so that a crash loses neither. */
export interface Journal {
  readonly conversationId: string;
  readonly instruction: Instruction;
  readonly answer: Answer;
}

/** A record that a newer version of the page wrote. */
export class NewerRecord extends AppError {
  constructor(found: number) {
    super(
      "unsupported",
      `It was written by a newer version of this page (format ${found}; this page reads up to ${version}) and is left as it is. Reload the page to update it.`,
    );
  }
}

export const storedEntry = (entry: Entry) => ({ version, ...entry });
export const storedJournal = (journal: Journal) => ({ version, ...journal });
export const storedConversation = ({ chosen, removed, ...rest }: Conversation) => ({
  version,
  ...rest,
  chosen: [...chosen],
  removed: [...removed],
});

export function parseEntry(value: unknown): Entry {
  const entry = versioned(value, "entry");
  return {
    id: text(entry.id, "id"),
    title: text(entry.title, "title"),
    createdAt: number(entry.createdAt, "createdAt"),
    updatedAt: number(entry.updatedAt, "updatedAt"),
    pinned: truth(entry.pinned, "pinned"),
    archived: truth(entry.archived, "archived"),
    folder: orNull(entry.folder, "folder", text),
    deletedAt: orNull(entry.deletedAt, "deletedAt", number),
  };
}

export function parseConversation(value: unknown): Conversation {
  const record = versioned(value, "conversation");
  return {
    id: text(record.id, "id"),
    createdAt: number(record.createdAt, "createdAt"),
    updatedAt: number(record.updatedAt, "updatedAt"),
    title: orNull(record.title, "title", text),
    pinned: truth(record.pinned, "pinned"),
    archived: truth(record.archived, "archived"),
    folder: orNull(record.folder, "folder", text),
    filedAt: number(record.filedAt, "filedAt"),
    messages: parseMessages(record.messages, parseMessage),
    chosen: pairs(record.chosen, "chosen", (key, where) => orNull(key, where, text), text),
    chosenAt: number(record.chosenAt, "chosenAt"),
    removed: pairs(record.removed, "removed", text, number),
  };
}

export function parseJournal(value: unknown): Journal {
  const record = versioned(value, "journal");
  return journalOf(record, parseMessage);
}

export function journalOf(record: Record<string, unknown>, parse: (value: unknown, where: string) => Message): Journal {
  const instruction = parse(record.instruction, "instruction");
  const answer = parse(record.answer, "answer");
  if (instruction.kind !== "instruction") throw bad("instruction", "is not an instruction");
  if (answer.kind !== "answer" || answer.parentId !== instruction.id) throw bad("answer", "does not answer it");
  return { conversationId: text(record.conversationId, "conversationId"), instruction, answer };
}

export function parseMessages(value: unknown, parse: (value: unknown, where: string) => Message): Message[] {
  const messages = list(value, "messages").map((each, at) => parse(each, `messages[${at}]`));
  if (new Set(messages.map(({ id }) => id)).size !== messages.length) throw bad("messages", "two messages share an id");
  return messages;
}

function parseMessage(value: unknown, where: string): Message {
  const message = object(value, where);
  const node = {
    id: text(message.id, `${where}.id`),
    parentId: orNull(message.parentId, `${where}.parentId`, text),
    createdAt: number(message.createdAt, `${where}.createdAt`),
    changedAt: number(message.changedAt, `${where}.changedAt`),
  };
  if (message.kind === "instruction") {
    const task = orNull(message.task, `${where}.task`, text);
    return { kind: "instruction", ...node, ...parseWords(message, where), task };
  }
  if (message.kind !== "answer") throw bad(`${where}.kind`, `is ${JSON.stringify(message.kind)}`);
  const rating = message.rating;
  if (rating !== "up" && rating !== "down" && rating !== null) {
    throw bad(`${where}.rating`, `is ${JSON.stringify(rating)}`);
  }
  return {
    kind: "answer",
    ...node,
    ...parseWriting(message, where),
    seed: orNull(message.seed, `${where}.seed`, number),
    tokens: orNull(message.tokens, `${where}.tokens`, number),
    sampling: orNull(message.sampling ?? null, `${where}.sampling`, parseSampling),
    ids: orNull(message.ids ?? null, `${where}.ids`, parseIds),
    edited: truth(message.edited, `${where}.edited`),
    rating,
  };
}

function parseSampling(value: unknown, where: string): Omit<Sampling, "seed"> {
  const sampling = object(value, where);
  const figure = (name: keyof Sampling) => number(sampling[name], `${where}.${name}`);
  return {
    temperature: figure("temperature"),
    topP: figure("topP"),
    topK: figure("topK"),
    repetitionPenalty: figure("repetitionPenalty"),
    maxNewTokens: figure("maxNewTokens"),
  };
}

function parseIds(value: unknown, where: string): number[] {
  return list(value, where).map((id, at) => number(id, `${where}[${at}]`));
}

/** What an instruction has had since version 1. */
export function parseWords(
  message: Record<string, unknown>,
  where: string,
): Pick<Instruction, "instruction" | "context"> {
  return {
    instruction: text(message.instruction, `${where}.instruction`),
    context: orNull(message.context, `${where}.context`, text),
  };
}

const stops: readonly AnswerStop[] = ["end", "length", "context", "stopped", "interrupted"];

/** What an answer has had since version 1. */
export function parseWriting(message: Record<string, unknown>, where: string) {
  const stop = stops.find((each) => each === message.stop);
  if (!stop) throw bad(`${where}.stop`, `is ${JSON.stringify(message.stop)}`);
  return {
    text: text(message.text, `${where}.text`),
    modelId: text(message.modelId, `${where}.modelId`),
    modelName: text(message.modelName, `${where}.modelName`),
    stop,
    firstTokenMs: orNull(message.firstTokenMs, `${where}.firstTokenMs`, number),
    tokensPerSecond: orNull(message.tokensPerSecond, `${where}.tokensPerSecond`, number),
    earlierLeftOut: number(message.earlierLeftOut, `${where}.earlierLeftOut`),
    problem: orNull(message.problem, `${where}.problem`, text),
  };
}

function versioned(value: unknown, where: string): Record<string, unknown> {
  const record = object(value, where);
  if (record.version === version) return record;
  if (typeof record.version === "number" && record.version > version) throw new NewerRecord(record.version);
  throw bad(`${where}.version`, `is ${JSON.stringify(record.version)}, not ${version}`);
}

export function object(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad(where, "is not an object");
  return value as Record<string, unknown>;
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(where, "is not a list");
  return value;
}

function pairs<Key, Value>(
  value: unknown,
  where: string,
  parseKey: (key: unknown, where: string) => Key,
  parseValue: (value: unknown, where: string) => Value,
): Map<Key, Value> {
  const entries = list(value, where).map((each, at): [Key, Value] => {
    const [key, second] = list(each, `${where}[${at}]`);
    return [parseKey(key, `${where}[${at}][0]`), parseValue(second, `${where}[${at}][1]`)];
  });
  return new Map(entries);
}

export function text(value: unknown, where: string): string {
  if (typeof value !== "string") throw bad(where, "is not text");
  return value;
}

export function number(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw bad(where, "is not a number");
  return value;
}

function truth(value: unknown, where: string): boolean {
  if (typeof value !== "boolean") throw bad(where, "is neither true nor false");
  return value;
}

export function orNull<T>(value: unknown, where: string, parse: (value: unknown, where: string) => T): T | null {
  return value === null ? null : parse(value, where);
}

export function bad(where: string, what: string): AppError {
  return new AppError("bad-file", `A stored record could not be read: ${where} ${what}.`);
}
