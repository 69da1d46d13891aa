/** Where a model comes from, in words. */

import type { ModelSource, StoredOrigin } from "../../workers/contract/library-api.ts";
import { words } from "../words/words.ts";

export function sourceWords(source: ModelSource): string {
  const w = words().modelFacts;
  switch (source.kind) {
    case "hub":
      return w.onHost(source.repository, new URL(source.host).host);
    case "url":
      return source.folderUrl;
    case "files":
      return w.fromDevice(source.name);
    case "folder":
      return w.fromDevice(source.handle.name);
    case "pack":
      return w.aPack(source.file.name);
  }
}

export function originWords(origin: StoredOrigin | null, repository: string): string {
  if (origin === null) return words().modelFacts.fromFiles(repository);
  return sourceWords(origin);
}

/** A commit by its first seven digits, as everybody writes them. */
export function revisionWords(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision;
}

/** Whether two sources are the same place; files are the same only as the same object. */
export function isSameSource(one: ModelSource, other: ModelSource): boolean {
  if (one.kind === "hub" && other.kind === "hub") return one.host === other.host && one.repository === other.repository;
  return one === other;
}
