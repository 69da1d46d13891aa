/** The database as the little that is asked of it: IndexedDB through idb-keyval, or a map for the session. */

import { createStore, get, promisifyRequest, type UseStore } from "idb-keyval";

/** What a transaction writes; undefined deletes. */
export type Changes = Map<string, unknown>;

export interface Table {
  keys(prefix: string): Promise<string[]>;
  get(key: string): Promise<unknown>;
  /** All records whose keys begin with `prefix`, in the order of their keys. */
  records(prefix: string): Promise<[string, unknown][]>;
  /** Reads the keys, then writes what `change` makes of their values: all of it or nothing. */
  transact(keys: readonly string[], change: (found: ReadonlyMap<string, unknown>) => Changes): Promise<void>;
}

/**
 * Throws where the browser refuses storage: in a private window, by a policy. `onLost` is told when the browser has taken
 * the database away under the page; the next transaction makes a new one.
 */
export async function openIndexedDb(onLost: () => void): Promise<Table> {
  const store = createStore("dolly", "conversations");
  const watched = new WeakSet<IDBDatabase>();
  const table = indexedDbTable((mode, work) =>
    store(mode, (objects) => {
      const { db } = objects.transaction;
      if (!watched.has(db)) {
        watched.add(db);
        db.addEventListener("close", onLost);
        db.addEventListener("versionchange", () => stepAside(db));
      }
      return work(objects);
    }),
  );
  await table.get("probe");
  return table;
}

/** Another tab's newer build wants to change the database: this one opens it again when it is needed. */
function stepAside(db: IDBDatabase): void {
  db.close();
  db.onclose?.(new Event("close")); // how idb-keyval learns that it must open it again
}

function indexedDbTable(store: UseStore): Table {
  return {
    keys: async (prefix) =>
      (await store("readonly", (objects) => promisifyRequest(objects.getAllKeys(beginningWith(prefix))))).map(String),
    get: (key) => get(key, store),
    records: async (prefix) => {
      const range = beginningWith(prefix);
      const [keys, values] = await store("readonly", (objects) =>
        Promise.all([promisifyRequest(objects.getAllKeys(range)), promisifyRequest(objects.getAll(range))]),
      );
      return keys.map((key, at) => [String(key), values[at]]);
    },
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
                abort(transaction);
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

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself, which is what was wrong.
  }
}

const beginningWith = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

export function memoryTable(): Table {
  const values = new Map<string, unknown>();
  const keys = (prefix: string) => [...values.keys()].filter((key) => key.startsWith(prefix)).sort();
  return {
    keys: async (prefix) => keys(prefix),
    get: async (key) => values.get(key),
    records: async (prefix) => keys(prefix).map((key) => [key, values.get(key)]),
    transact: async (wanted, change) => {
      for (const [key, value] of change(new Map(wanted.map((each) => [each, values.get(each)])))) {
        if (value === undefined) values.delete(key);
        else values.set(key, structuredClone(value));
      }
    },
  };
}
