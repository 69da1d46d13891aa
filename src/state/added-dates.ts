/** When each model came onto this device, which its files do not say. */

import { readLocal, writeLocal } from "./local.ts";

const keyOf = (id: string) => `added/${id}`;

/** Milliseconds since the epoch; null where nobody noted it. */
export function addedDate(id: string): number | null {
  const stored = readLocal(keyOf(id));
  return typeof stored === "number" ? stored : null;
}

export function noteAdded(id: string, now: number): void {
  writeLocal(keyOf(id), now);
}

export function forgetAdded(id: string): void {
  writeLocal(keyOf(id), null);
}
