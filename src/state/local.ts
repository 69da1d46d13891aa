/**
 * Small things that must be on disk before the next keystroke: localStorage, because it is synchronous, so a reload
 * cannot outrun it. Where it is refused the page goes on without.
 */

const prefix = "dolly/";

export function readLocal(key: string): unknown {
  try {
    const stored = localStorage.getItem(prefix + key);
    return stored === null ? null : JSON.parse(stored);
  } catch {
    return null; // refused, or not ours: as if there were none
  }
}

export function writeLocal(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Refused or full: the words stay on the screen, and the storage banner speaks for both kinds of storage.
  }
}
