/**
 * Records as the page's first version wrote them, read as those of today.
 *
 *   index                 { version: 1, entries: [{ id, title, createdAt, updatedAt, deletedAt }] }
 *   conversation/<id>     { version: 1, id, title, createdAt, updatedAt, messages: [instruction | answer] }
 *   journal/<answer id>   { version: 1, conversationId, instruction, answer }
 *
 * There, answers named their instruction (`replyTo`) and stood one below the other; instructions followed each other in
 * the order of the list.
 */

import { shown } from "./branches.ts";
import { type Answer, type Conversation, type Message, newConversation } from "./conversation.ts";
import {
  bad,
  type Entry,
  type Journal,
  journalOf,
  list,
  number,
  object,
  orNull,
  parseMessages,
  parseWords,
  parseWriting,
  text,
} from "./stored-format.ts";

export const index1Key = "index";
export const conversation1Prefix = "conversation/";

export function isVersion1(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as { version?: unknown }).version === 1;
}

export function parseIndex1(value: unknown): Entry[] {
  const index = object(value, index1Key);
  if (!isVersion1(index)) throw bad("index.version", `is ${JSON.stringify(index.version)}, not 1`);
  return list(index.entries, "index.entries").map((each, at) => {
    const where = `index.entries[${at}]`;
    const entry = object(each, where);
    return {
      id: text(entry.id, `${where}.id`),
      title: text(entry.title, `${where}.title`),
      createdAt: number(entry.createdAt, `${where}.createdAt`),
      updatedAt: number(entry.updatedAt, `${where}.updatedAt`),
      pinned: false,
      archived: false,
      folder: null,
      deletedAt: orNull(entry.deletedAt, `${where}.deletedAt`, number),
    };
  });
}

export function parseConversation1(value: unknown): Conversation {
  const record = object(value, "conversation");
  if (!isVersion1(record)) throw bad("conversation.version", `is ${JSON.stringify(record.version)}, not 1`);
  const updatedAt = number(record.updatedAt, "updatedAt");
  const conversation = {
    ...newConversation(text(record.id, "id"), number(record.createdAt, "createdAt")),
    updatedAt,
    title: orNull(record.title, "title", text),
    messages: asTree(parseMessages(record.messages, parseMessage1)),
  };
  const last = conversation.messages.at(-1);
  return last ? shown(conversation, last.id, updatedAt) : conversation;
}

/** What the instruction followed was not written down; one that never came into its conversation begins it anew. */
export function parseJournal1(value: unknown): Journal {
  return journalOf(object(value, "journal"), parseMessage1);
}

/** Every instruction follows the answer that was sent along with it: the latest that was whole, else the latest at all. */
function asTree(messages: readonly Message[]): Message[] {
  const tree: Message[] = [];
  let before: string | null = null;
  for (const message of messages) {
    if (message.kind === "answer") {
      tree.push(message);
      continue;
    }
    tree.push({ ...message, parentId: before });
    const answers = messages.filter((each): each is Answer => each.kind === "answer" && each.parentId === message.id);
    const sent = answers.findLast(({ text, stop }) => text !== "" && stop !== "interrupted") ?? answers.at(-1);
    before = (sent ?? message).id;
  }
  return tree;
}

function parseMessage1(value: unknown, where: string): Message {
  const message = object(value, where);
  const createdAt = number(message.createdAt, `${where}.createdAt`);
  const node = { id: text(message.id, `${where}.id`), createdAt, changedAt: createdAt };
  if (message.kind === "instruction") {
    return { kind: "instruction", ...node, parentId: null, ...parseWords(message, where), task: null };
  }
  if (message.kind !== "answer") throw bad(`${where}.kind`, `is ${JSON.stringify(message.kind)}`);
  return {
    kind: "answer",
    ...node,
    parentId: text(message.replyTo, `${where}.replyTo`),
    ...parseWriting(message, where),
    seed: number(message.seed, `${where}.seed`),
    tokens: number(message.tokens, `${where}.tokens`),
    sampling: null,
    ids: null,
    edited: false,
    rating: null,
  };
}
