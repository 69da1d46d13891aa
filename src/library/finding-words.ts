/** What the library found, in words: one sentence for every finding, and the verdict they come to. */

import type { Assessment, Finding, FindingCode } from "../../workers/contract/library-api.ts";
import { type Words, words } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";

type Amounts = { readonly needed: string; readonly available: string };

const sentences: Readonly<Record<FindingCode, (w: Words["findings"], amounts: Amounts, blocks: boolean) => string>> = {
  "no-room": (w, { needed, available }) => w.noRoom(needed, available),
  "binding-limit": (w, { needed, available }) => w.bindingLimit(needed, available),
  memory: (w, { needed, available }, blocks) => (blocks ? w.memoryBlocks : w.memory)(needed, available),
  "heap-limit": (w, { needed, available }) => w.heapLimit(needed, available),
  "wrong-dtype": (w) => w.wrongDtype,
  phone: (w, _, blocks) => (blocks ? w.phoneBlocks : w.phone),
  processor: (w) => w.processor,
  "no-f16": (w) => w.noF16,
  "not-persisted": (w) => w.notPersisted,
  installed: (w) => w.installed,
};

export function findingWords({ code, blocks, neededBytes, availableBytes }: Finding): string {
  const w = words().findings;
  const said = (bytes: number | null) => (bytes === null ? w.unknownAmount : sayBytes(bytes));
  return sentences[code](w, { needed: said(neededBytes), available: said(availableBytes) }, blocks);
}

export type Verdict = keyof Words["verdict"]["verdicts"];

export function verdictOf({ findings }: Assessment): Verdict {
  const has = (code: FindingCode) => findings.some((finding) => finding.code === code);
  const blocking = findings.filter(({ blocks }) => blocks).map(({ code }) => code);
  if (has("installed") && blocking.every((code) => code === "installed")) return "installed";
  if (blocking.length > 0) return blocking.every((code) => code === "no-room") ? "no-room" : "not";
  if (has("phone") || has("memory")) return "perhaps";
  return has("processor") ? "slowly" : "well";
}

/** Whether it may be installed: nothing stands in the way, and it is not here yet. */
export function canInstall(assessment: Assessment): boolean {
  return assessment.findings.every(({ blocks, code }) => !blocks && code !== "installed");
}
