/**
 * Conversations on this device: IndexedDB through idb-keyval, or memory for the session where the browser refuses it.
 *
 * Every write is one transaction that reads before it writes, so that two tabs never undo each other's work. A record that
 * cannot be read is set aside under `damaged/` and named; it never stops the page. Knows nothing of stores or screens.
 */

import { createStore, get, keys, type UseStore } from "idb-keyval";
import { type Conversation, merged, titleOf } from "./conversation.ts";
import {
  conversationPrefix,
  damagedPrefix,
  type IndexEntry,
  indexKey,
  type Journal,
  journalPrefix,
  parseConversation,
  parseIndex,
  parseJournal,
  storedConversation,
  storedIndex,
  storedJournal,
} from "./stored-format.ts";

/** What a transaction writes; undefined deletes. */
type Changes = Map<string, unknown>;

/** The little that is asked of a database. */
export interface Table {
  keys(): Promise<string[]>;
  get(key: string): Promise<unknown>;
  /** Reads the keys, then writes what `change` makes of their values: all of it or nothing. */
  transact(keys: readonly string[], change: (found: ReadonlyMap<string, unknown>) => Changes): Promise<void>;
}

/** A deletion older than this can no longer be undone from any open page. */
const undoMs = 60_000;

export interface Opened {
  readonly persist: Persist;
  /** False: nothing outlives this tab. */
  readonly durable: boolean;
}

export async function openPersist(): Promise<Opened> {
  try {
    const table = indexedDbTable(createStore("dolly", "conversations"));
    await table.keys();
    return { persist: new Persist(table), durable: true };
  } catch {
    // The browser refuses storage (a private window, a policy); `durable: false` is how the page learns it.
    return { persist: new Persist(memoryTable()), durable: false };
  }
}

export class Persist {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** The index as it should be: what is undoable no more is purged, conversations it lacks are adopted. */
  async start(now: number): Promise<{ entries: IndexEntry[]; damaged: string[] }> {
    const damaged: string[] = [];
    const entries: IndexEntry[] = [];
    for (const entry of (await this.#read(indexKey, parseIndex, damaged)) ?? []) {
      if (entry.deletedAt !== null && now - entry.deletedAt > undoMs) await this.purge(entry.id);
      else entries.push(entry);
    }
    const known = new Set(entries.map(({ id }) => conversationPrefix + id));
    for (const key of await this.#table.keys()) {
      if (!key.startsWith(conversationPrefix) || known.has(key)) continue;
      const conversation = await this.#read(key, parseConversation, damaged);
      if (!conversation) continue;
      await this.write(conversation);
      entries.push(entryOf(conversation));
    }
    return { entries, damaged };
  }

  /** Null: there is none, or it could not be read; `damaged` then has its key. */
  conversation(id: string, damaged: string[]): Promise<Conversation | null> {
    return this.#read(conversationPrefix + id, parseConversation, damaged);
  }

  /** Writes a conversation and its index entry; resolves with what is stored, another tab's messages included. */
  async write(conversation: Conversation): Promise<Conversation> {
    const key = conversationPrefix + conversation.id;
    let written = conversation;
    await this.#table.transact([key, indexKey], (found) => {
      const changes: Changes = new Map();
      const stored = attempt(parseConversation, found.get(key));
      if (stored === "damaged") changes.set(damagedPrefix + key, found.get(key));
      else if (stored !== null) written = merged(conversation, stored);
      changes.set(key, storedConversation(written));
      changeIndex(found, changes, (entries) => [
        ...entries.filter(({ id }) => id !== written.id),
        entryOf(written), // without deletedAt: whoever writes to a conversation wants it
      ]);
      return changes;
    });
    return written;
  }

  /** Marks it deleted at `deletedAt`, or, with null, as there again. The record itself stays. */
  async mark(id: string, deletedAt: number | null): Promise<void> {
    await this.#table.transact([indexKey], (found) => {
      const changes: Changes = new Map();
      changeIndex(found, changes, (entries) =>
        entries.map((entry) => (entry.id === id ? { ...entry, deletedAt } : entry)),
      );
      return changes;
    });
  }

  async purge(id: string): Promise<void> {
    await this.#table.transact([indexKey], (found) => {
      const changes: Changes = new Map([[conversationPrefix + id, undefined]]);
      changeIndex(found, changes, (entries) => entries.filter((entry) => entry.id !== id));
      return changes;
    });
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
  async recover(adopt: (journal: Journal) => Promise<void>, damaged: (key: string) => void): Promise<void> {
    for (const key of await this.#table.keys()) {
      if (!key.startsWith(journalPrefix)) continue;
      void locked(lockName(key.slice(journalPrefix.length)), async () => {
        const names: string[] = [];
        const journal = await this.#read(key, parseJournal, names);
        names.forEach(damaged);
        if (!journal) return;
        await adopt(journal);
        await this.removeJournal(journal.answer.id);
      });
    }
  }

  async #read<T>(key: string, parse: (value: unknown) => T, damaged: string[]): Promise<T | null> {
    const value = await this.#table.get(key);
    const parsed = attempt(parse, value);
    if (parsed !== "damaged") return parsed;
    damaged.push(key);
    await this.#table.transact(
      [],
      () =>
        new Map([
          [damagedPrefix + key, value],
          [key, undefined],
        ]),
    );
    return null;
  }
}

/** Runs `write` under a lock that tells other tabs this answer is alive. */
export function whileWriting<T>(answerId: string, write: () => Promise<T>): Promise<T> {
  return locked(lockName(answerId), write);
}

const lockName = (answerId: string) => `dolly/answer/${answerId}`;

async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  // Without the Web Locks API there is only the hope that one tab is open; a wrong guess costs an answer marked
  // interrupted in the other tab, until the finished one replaces it.
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) return await work();
  let granted = false;
  try {
    return await locks.request(name, () => {
      granted = true;
      return work();
    });
  } catch (error) {
    if (granted) throw error;
    return await work(); // a browser that refuses storage refuses locks too
  }
}

function entryOf(conversation: Conversation): IndexEntry {
  const { id, createdAt, updatedAt } = conversation;
  return { id, title: titleOf(conversation), createdAt, updatedAt, deletedAt: null };
}

function changeIndex(
  found: ReadonlyMap<string, unknown>,
  changes: Changes,
  change: (entries: IndexEntry[]) => IndexEntry[],
): void {
  const entries = attempt(parseIndex, found.get(indexKey));
  // A damaged index loses no conversation: the next start finds them by their keys.
  if (entries === "damaged") changes.set(damagedPrefix + indexKey, found.get(indexKey));
  changes.set(indexKey, storedIndex(change(entries === "damaged" || entries === null ? [] : entries)));
}

function attempt<T>(parse: (value: unknown) => T, value: unknown): T | null | "damaged" {
  if (value === undefined) return null;
  try {
    return parse(value);
  } catch {
    return "damaged"; // every caller sets the record aside and names it
  }
}

function indexedDbTable(store: UseStore): Table {
  return {
    keys: async () => (await keys(store)).map(String),
    get: (key) => get(key, store),
    transact: (wanted, change) =>
      store(
        "readwrite",
        (objects) =>
          new Promise<void>((resolve, reject) => {
            const { transaction } = objects;
            transaction.oncomplete = () => resolve();
            transaction.onabort = () => reject(transaction.error);
            const found = new Map<string, unknown>();
            const write = () => {
              try {
                for (const [key, value] of change(found)) {
                  if (value === undefined) objects.delete(key);
                  else objects.put(value, key);
                }
                // Without it a page on its way out takes the transaction with it.
                transaction.commit();
              } catch (error) {
                reject(error);
                transaction.abort();
              }
            };
            for (const key of wanted) {
              const request = objects.get(key);
              request.onsuccess = () => {
                found.set(key, request.result);
                if (found.size === wanted.length) write();
              };
            }
            if (wanted.length === 0) write();
          }),
      ),
  };
}

export function memoryTable(): Table {
  const values = new Map<string, unknown>();
  return {
    keys: async () => [...values.keys()],
    get: async (key) => values.get(key),
    transact: async (wanted, change) => {
      for (const [key, value] of change(new Map(wanted.map((each) => [each, values.get(each)])))) {
        if (value === undefined) values.delete(key);
        else values.set(key, structuredClone(value));
      }
    },
  };
}
