/**
 * Renames and deletions on their way to the disk. IndexedDB takes a moment, and a reload would outrun it; localStorage is
 * synchronous. So a deed is noted first and struck out once it is stored, and the next start does what is still noted.
 */

import { readLocal, writeLocal } from "./local.ts";

export type Deed =
  | { readonly kind: "rename"; readonly id: string; readonly title: string }
  /** Deleted at, or with null there again. */
  | { readonly kind: "mark"; readonly id: string; readonly deletedAt: number | null };

const key = "deeds";

export function notedDeeds(): Deed[] {
  const stored = readLocal(key);
  return Array.isArray(stored) ? stored.filter(isDeed) : [];
}

/** Stores a deed by `store`, which resolves with whether it is stored now. Doing it twice does no harm. */
export async function surely(deed: Deed, store: () => Promise<boolean>): Promise<void> {
  writeLocal(key, [...notedDeeds().filter(({ kind, id }) => kind !== deed.kind || id !== deed.id), deed]);
  if (!(await store())) return;
  const done = JSON.stringify(deed);
  const left = notedDeeds().filter((each) => JSON.stringify(each) !== done);
  writeLocal(key, left.length === 0 ? null : left);
}

function isDeed(value: unknown): value is Deed {
  if (typeof value !== "object" || value === null) return false;
  const { kind, id, title, deletedAt } = value as Record<string, unknown>;
  if (typeof id !== "string") return false;
  if (kind === "rename") return typeof title === "string";
  return kind === "mark" && (deletedAt === null || typeof deletedAt === "number");
}
