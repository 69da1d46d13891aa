/**
 * Small things that must be on disk before the next keystroke: localStorage and, for what is one tab's alone,
 * sessionStorage; because they are synchronous, a reload cannot outrun them. Where they are refused the page goes on
 * without. Where the conversations are encrypted, what the reader wrote goes where they are, a moment later.
 */

const prefix = "dolly/";

/** What the reader wrote; everything else here is a setting or an id. */
const personalKeys = ["composer", "deeds", "edits"] as const;

interface Safe {
  readonly values: Map<string, unknown>;
  /** Stores a value, encrypted; null removes it. */
  put(key: string, value: unknown): void;
}

let safe: Safe | null = null;

/** From now on personal values are kept by `put` and not in localStorage; null ends that. */
export function keepPersonalIn(put: Safe["put"] | null, values: ReadonlyMap<string, unknown>): void {
  safe = put && { values: new Map(values), put };
}

/** Takes out of localStorage what is kept there by no safe. */
export function takePersonal(): [key: string, value: unknown][] {
  const taken: [string, unknown][] = [];
  for (const key of personalKeys) {
    const value = read(() => localStorage, key);
    if (value !== null) taken.push([key, value]);
    write(() => localStorage, key, null);
  }
  return taken;
}

export const readLocal = (key: string): unknown =>
  safe && isPersonal(key) ? (safe.values.get(key) ?? null) : read(() => localStorage, key);

export function writeLocal(key: string, value: unknown): void {
  if (!safe || !isPersonal(key)) write(() => localStorage, key, value);
  else {
    if (value === null) safe.values.delete(key);
    else safe.values.set(key, value);
    safe.put(key, value);
  }
}

export const readTab = (key: string): unknown => read(() => sessionStorage, key);
export const writeTab = (key: string, value: unknown): void => write(() => sessionStorage, key, value);

function isPersonal(key: string): boolean {
  return (personalKeys as readonly string[]).includes(key);
}

function read(storage: () => Storage, key: string): unknown {
  try {
    const stored = storage().getItem(prefix + key);
    return stored === null ? null : JSON.parse(stored);
  } catch {
    return null; // refused, or not ours: as if there were none
  }
}

function write(storage: () => Storage, key: string, value: unknown): void {
  try {
    if (value === null) storage().removeItem(prefix + key);
    else storage().setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Refused or full: the words stay on the screen, and the storage banner speaks for both kinds of storage.
  }
}
