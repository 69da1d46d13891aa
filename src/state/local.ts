/**
 * Small things that must be on disk before the next keystroke: localStorage and, for what is one tab's alone,
 * sessionStorage; because they are synchronous, a reload cannot outrun them. Where they are refused the page goes on
 * without.
 */

const prefix = "dolly/";

export const readLocal = (key: string): unknown => read(() => localStorage, key);
export const writeLocal = (key: string, value: unknown): void => write(() => localStorage, key, value);
export const readTab = (key: string): unknown => read(() => sessionStorage, key);
export const writeTab = (key: string, value: unknown): void => write(() => sessionStorage, key, value);

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
