/**
 * What the reader did to a conversation, on its way to the disk. IndexedDB takes a moment, and a reload would outrun it;
 * localStorage is synchronous. So a deed is noted first and struck out once it is stored, and the next start does what is
 * still noted.
 */

import type { Filing } from "./branches.ts";
import { readLocal, writeLocal } from "./local.ts";

export type Deed =
  | { readonly kind: "file"; readonly id: string; readonly change: Partial<Filing> }
  /** Deleted at, or with null there again. */
  | { readonly kind: "mark"; readonly id: string; readonly deletedAt: number | null };

const key = "deeds";

export function notedDeeds(): Deed[] {
  const stored = readLocal(key);
  return Array.isArray(stored) ? stored.filter(isDeed) : [];
}

/** Stores a deed by `store`, which resolves with whether it is stored now. Doing it twice does no harm. */
export async function surely(deed: Deed, store: () => Promise<boolean>): Promise<void> {
  const same = ({ kind, id }: Deed) => kind === deed.kind && id === deed.id;
  const before = notedDeeds().find(same);
  const whole =
    deed.kind === "file" && before?.kind === "file" ? { ...deed, change: { ...before.change, ...deed.change } } : deed;
  writeLocal(key, [...notedDeeds().filter((each) => !same(each)), whole]);
  if (!(await store())) return;
  const done = JSON.stringify(whole);
  const left = notedDeeds().filter((each) => JSON.stringify(each) !== done);
  writeLocal(key, left.length === 0 ? null : left);
}

function isDeed(value: unknown): value is Deed {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, change, deletedAt } = value as Record<string, unknown>;
  if (typeof id !== "string") return false;
  if (kind === "file") return isFiling(change);
  return kind === "mark" && (deletedAt === null || typeof deletedAt === "number");
}

function isFiling(value: unknown): value is Partial<Filing> {
  if (typeof value !== "object" || value === null) return false;
  const { title = null, folder = null, pinned = false, archived = false } = value as Record<string, unknown>;
  const isName = (name: unknown) => name === null || typeof name === "string";
  return isName(title) && isName(folder) && typeof pinned === "boolean" && typeof archived === "boolean";
}
