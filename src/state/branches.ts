/**
 * How a conversation changes. Every operation is pure and returns a new value; ids and times are arguments. Of two changes
 * the later one has the later time, whatever the clock says.
 */

import { type Conversation, childrenOf, lineage, type Message, type Rating } from "./conversation.ts";

/** What the reader may say about a conversation without changing its messages. */
export type Filing = Pick<Conversation, "title" | "pinned" | "archived" | "folder">;

/** When a message that is added now was made: younger than all the others, also in the same millisecond. */
export function timeOfNext({ messages }: Conversation, now: number): number {
  return messages.reduce((time, { createdAt }) => Math.max(time, createdAt + 1), now);
}

/** Adds a message as its parent's newest child, or replaces the one with the same id, and shows it. */
export function withMessage(conversation: Conversation, message: Message, now: number): Conversation {
  const messages = [...conversation.messages];
  const known = messages.findIndex(({ id }) => id === message.id);
  if (known >= 0) messages[known] = message;
  else messages.push(message);
  return shown({ ...conversation, messages, updatedAt: now }, message.id, now);
}

/** Brings a message onto the path. */
export function shown(conversation: Conversation, id: string, now: number): Conversation {
  const chosen = new Map(conversation.chosen);
  let parent: string | null = null;
  for (const message of lineage(conversation.messages, id)) {
    chosen.set(parent, message.id);
    parent = message.id;
  }
  return { ...conversation, chosen, chosenAt: Math.max(now, conversation.chosenAt + 1) };
}

/** Takes a message away with all that follows it; `taken` is what `restored` brings back. */
export function withoutBranch(conversation: Conversation, id: string, now: number) {
  const children = childrenOf(conversation.messages);
  const going = new Set([id]);
  for (const each of going) for (const child of children.get(each) ?? []) going.add(child.id);
  const taken = conversation.messages.filter((message) => going.has(message.id));
  const messages = conversation.messages.filter((message) => !going.has(message.id));
  const removed = new Map(conversation.removed);
  for (const message of taken) removed.set(message.id, Math.max(now, message.changedAt));
  return { conversation: { ...conversation, messages, removed, updatedAt: now }, taken };
}

export function restored(conversation: Conversation, taken: readonly Message[], now: number): Conversation {
  const removed = new Map(conversation.removed);
  const back = taken.map((message) => ({ ...message, changedAt: Math.max(now, (removed.get(message.id) ?? 0) + 1) }));
  for (const { id } of taken) removed.delete(id);
  const messages = [...conversation.messages, ...back].sort(byAge);
  const whole = { ...conversation, messages, removed, updatedAt: now };
  return back[0] ? shown(whole, back[0].id, now) : whole;
}

export function rated(conversation: Conversation, id: string, rating: Rating | null, now: number): Conversation {
  const messages = conversation.messages.map((message) =>
    message.id === id && message.kind === "answer"
      ? { ...message, rating, changedAt: Math.max(now, message.changedAt + 1) }
      : message,
  );
  return { ...conversation, messages };
}

/** A blank title gives the conversation its first instruction as a title again, a blank folder none. */
export function filed(conversation: Conversation, change: Partial<Filing>, now: number): Conversation {
  const { title, pinned, archived, folder } = { ...conversation, ...change };
  return {
    ...conversation,
    title: orNone(title),
    pinned,
    archived,
    folder: orNone(folder),
    filedAt: Math.max(now, conversation.filedAt + 1),
  };
}

/**
 * Two versions of one conversation, written in two tabs: the messages of both, less what either deleted. Where both changed
 * the same thing the later change counts, so that the order of merging does not matter.
 */
export function merged(one: Conversation, other: Conversation): Conversation {
  const messages = new Map(one.messages.map((message) => [message.id, message]));
  for (const message of other.messages) {
    const known = messages.get(message.id);
    if (!known || supersedes(message, known)) messages.set(message.id, message);
  }
  const removed = new Map(one.removed);
  for (const [id, at] of other.removed) removed.set(id, Math.max(at, removed.get(id) ?? 0));
  for (const [id, at] of removed) {
    const message = messages.get(id);
    if (message && message.changedAt > at) removed.delete(id);
    else messages.delete(id);
  }
  const [earlier, later] = one.chosenAt < other.chosenAt ? [one, other] : [other, one];
  const { title, pinned, archived, folder, filedAt } = one.filedAt < other.filedAt ? other : one;
  return {
    id: one.id,
    createdAt: Math.min(one.createdAt, other.createdAt),
    updatedAt: Math.max(one.updatedAt, other.updatedAt),
    title,
    pinned,
    archived,
    folder,
    filedAt,
    messages: [...messages.values()].sort(byAge),
    chosen: new Map([...earlier.chosen, ...later.chosen]),
    chosenAt: later.chosenAt,
    removed,
  };
}

function supersedes(message: Message, known: Message): boolean {
  if (message.changedAt !== known.changedAt) return message.changedAt > known.changedAt;
  return known.kind === "answer" && known.stop === "interrupted" && message.kind === "answer";
}

function byAge(a: Message, b: Message): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

function orNone(name: string | null): string | null {
  const trimmed = name?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}
