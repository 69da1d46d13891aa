/**
 * Conversations on this device, as records of a table.
 *
 * Every write is one transaction that reads before it writes, so that two tabs never undo each other's work. A record that
 * cannot be read is set aside under `damaged/` and named; one that a newer version of the page wrote stays where it is. It
 * never stops the page. Knows nothing of stores or screens.
 */

import { merged } from "./branches.ts";
import { type Conversation, titleOf } from "./conversation.ts";
import { locked } from "./locks.ts";
import {
  damagedPrefix,
  type Entry,
  entryPrefix,
  type Journal,
  journalPrefix,
  localPrefix,
  NewerRecord,
  parseConversation,
  parseEntry,
  parseJournal,
  searchKey,
  storedConversation,
  storedEntry,
  storedJournal,
  treePrefix,
} from "./stored-format.ts";
import {
  conversation1Prefix,
  index1Key,
  isVersion1,
  parseConversation1,
  parseIndex1,
  parseJournal1,
} from "./stored-version-1.ts";
import type { Changes, Table } from "./table.ts";

/** A deletion older than this can no longer be undone from any open page. */
const undoMs = 60_000;

/** A record that was not read: set aside because it is damaged, or left where it is because it is newer than this page. */
export interface Unread {
  readonly key: string;
  readonly why: "damaged" | "newer";
}

export class Persist {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** What the list shows, in no order. */
  async entries(unread: Unread[]): Promise<Entry[]> {
    await this.#upgradeIndex(unread);
    const entries: Entry[] = [];
    for (const [key, value] of await this.#table.records(entryPrefix)) {
      const entry = attempt(parseEntry, value);
      // A damaged entry loses nothing: `tidy` makes it anew from its conversation.
      if (typeof entry === "object" && entry !== null && entry.deletedAt === null) entries.push(entry);
      else if (entry === "newer") unread.push({ key, why: "newer" });
    }
    return entries;
  }

  /** Purges what is undoable no more, and lists conversations that have lost their entry; resolves with those. */
  async tidy(now: number, unread: Unread[]): Promise<Entry[]> {
    const readable = new Set<string>();
    for (const [key, value] of await this.#table.records(entryPrefix)) {
      const entry = attempt(parseEntry, value);
      if (typeof entry === "string") {
        if (entry === "newer") readable.add(key.slice(entryPrefix.length));
      } else if (entry) {
        readable.add(entry.id);
        if (entry.deletedAt !== null && now - entry.deletedAt > undoMs) await this.purge(entry.id);
      }
    }
    const found: Entry[] = [];
    for (const prefix of [treePrefix, conversation1Prefix]) {
      for (const key of await this.#table.keys(prefix)) {
        const id = key.slice(prefix.length);
        if (readable.has(id)) continue;
        const conversation = await this.conversation(id, unread);
        if (conversation) found.push(entryOf(await this.write(conversation)));
      }
    }
    return found;
  }

  /** Null: there is none, or it could not be read; where a newer page wrote it, `unread` says so. */
  async entry(id: string, unread: Unread[]): Promise<Entry | null> {
    const entry = attempt(parseEntry, await this.#table.get(entryPrefix + id));
    if (entry === "newer") unread.push({ key: entryPrefix + id, why: "newer" });
    return typeof entry === "string" ? null : entry;
  }

  /** Null: there is none, or it could not be read, and `unread` then says why. */
  async conversation(id: string, unread: Unread[]): Promise<Conversation | null> {
    const tree = await this.#read(treePrefix + id, parseConversation, unread);
    const older = await this.#read(conversation1Prefix + id, parseConversation1, unread);
    return tree && older ? merged(tree, older) : (tree ?? older);
  }

  /** Writes a conversation and its entry; resolves with what is stored, another tab's messages included. */
  async write(conversation: Conversation): Promise<Conversation> {
    return (await this.writeAll([conversation]))[0]!;
  }

  /** The same for several, all of them or none. */
  async writeAll(conversations: readonly Conversation[]): Promise<Conversation[]> {
    let written: Conversation[] = [];
    await this.#table.transact(
      conversations.flatMap(({ id }) => [treePrefix + id, conversation1Prefix + id, entryPrefix + id]),
      (found) => {
        const changes: Changes = new Map();
        written = conversations.map((conversation) => join(conversation, found, changes));
        return changes;
      },
    );
    return written;
  }

  /** Marks it deleted at `deletedAt`, or, with null, as there again. The record itself stays. */
  async mark(id: string, deletedAt: number | null): Promise<void> {
    const key = entryPrefix + id;
    await this.#table.transact([key], (found) => {
      const entry = attempt(parseEntry, found.get(key));
      if (entry === null || typeof entry === "string") return new Map();
      return new Map([[key, storedEntry({ ...entry, deletedAt })]]);
    });
  }

  async purge(id: string): Promise<void> {
    const keys = [entryPrefix + id, treePrefix + id, conversation1Prefix + id];
    await this.#table.transact([], () => new Map(keys.map((key) => [key, undefined])));
  }

  /** What the search kept of its work; null where there is nothing it could use. */
  async searchIndex(): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = await this.#table.get(searchKey);
    return bytes instanceof Uint8Array ? (bytes as Uint8Array<ArrayBuffer>) : null;
  }

  async writeSearchIndex(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#table.transact([], () => new Map([[searchKey, bytes]]));
  }

  /** What stands in localStorage where records are not encrypted. */
  async locals(): Promise<Map<string, unknown>> {
    const records = await this.#table.records(localPrefix);
    return new Map(records.map(([key, value]) => [key.slice(localPrefix.length), value]));
  }

  async writeLocal(key: string, value: unknown): Promise<void> {
    await this.#table.transact([], () => new Map([[localPrefix + key, value ?? undefined]]));
  }

  async writeJournal(journal: Journal): Promise<void> {
    await this.#table.transact([], () => new Map([[journalPrefix + journal.answer.id, storedJournal(journal)]]));
  }

  async removeJournal(answerId: string): Promise<void> {
    await this.#table.transact([], () => new Map([[journalPrefix + answerId, undefined]]));
  }

  /**
   * Hands over every journal whose page is gone, each once. One that another tab still writes waits for that tab: it
   * holds the answer's lock (see `whileWriting`), and where the answer is finished the journal is gone with it.
   */
  async recover(adopt: (journal: Journal) => Promise<void>, say: (unread: Unread) => void): Promise<void> {
    for (const key of await this.#table.keys(journalPrefix)) {
      void locked(lockName(key.slice(journalPrefix.length)), async () => {
        const unread: Unread[] = [];
        const journal = await this.#read(key, eitherJournal, unread);
        unread.forEach(say);
        if (!journal) return;
        await adopt(journal);
        await this.removeJournal(journal.answer.id);
      });
    }
  }

  /** The first version's one index becomes an entry for each conversation. */
  async #upgradeIndex(unread: Unread[]): Promise<void> {
    const entries = await this.#read(index1Key, parseIndex1, unread);
    if (!entries) return;
    const keys = entries.map(({ id }) => entryPrefix + id);
    await this.#table.transact(keys, (found) => {
      const changes: Changes = new Map([[index1Key, undefined]]);
      for (const entry of entries) {
        const key = entryPrefix + entry.id;
        if (found.get(key) === undefined) changes.set(key, storedEntry(entry));
      }
      return changes;
    });
  }

  async #read<T>(key: string, parse: (value: unknown) => T, unread: Unread[]): Promise<T | null> {
    const value = await this.#table.get(key);
    const parsed = attempt(parse, value);
    if (parsed !== "damaged" && parsed !== "newer") return parsed;
    unread.push({ key, why: parsed as Unread["why"] });
    if (parsed === "newer") return null;
    const aside: Changes = new Map([
      [damagedPrefix + key, value],
      [key, undefined],
    ]);
    await this.#table.transact([], () => aside);
    return null;
  }
}

/** Adds a conversation, joined with what is stored of it, to the changes. */
function join(conversation: Conversation, found: ReadonlyMap<string, unknown>, changes: Changes): Conversation {
  const { id } = conversation;
  const [key, olderKey] = [treePrefix + id, conversation1Prefix + id];
  let written = conversation;
  for (const [each, parse] of [
    [key, parseConversation],
    [olderKey, parseConversation1],
  ] as const) {
    const stored = attempt(parse, found.get(each));
    if (stored === "newer") throw new NewerRecord((found.get(each) as { version: number }).version);
    if (stored === "damaged") changes.set(damagedPrefix + each, found.get(each));
    else if (stored !== null) written = merged(written, stored);
  }
  if (found.get(olderKey) !== undefined) changes.set(olderKey, undefined);
  changes.set(key, storedConversation(written));
  changes.set(entryPrefix + id, storedEntry(entryOf(written))); // not deleted: whoever writes to it wants it
  return written;
}

/**
 * Runs `write` under a lock that tells other tabs this answer is alive. Where there are no locks, another tab takes it for
 * interrupted, until the finished one replaces it.
 */
export function whileWriting<T>(answerId: string, write: () => Promise<T>): Promise<T> {
  return locked(lockName(answerId), write);
}

const lockName = (answerId: string) => `dolly/answer/${answerId}`;

export function entryOf(conversation: Conversation): Entry {
  const { id, createdAt, updatedAt, pinned, archived, folder } = conversation;
  return { id, title: titleOf(conversation), createdAt, updatedAt, pinned, archived, folder, deletedAt: null };
}

function eitherJournal(value: unknown): Journal {
  return isVersion1(value) ? parseJournal1(value) : parseJournal(value);
}

function attempt<T>(parse: (value: unknown) => T, value: unknown): T | null | "damaged" | "newer" {
  if (value === undefined) return null;
  try {
    return parse(value);
  } catch (error) {
    return error instanceof NewerRecord ? "newer" : "damaged"; // every caller sees to the record
  }
}
