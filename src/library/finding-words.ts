/** What the library found, in words: one sentence for every finding, and the verdict they come to. */

import type { Dtype } from "../../models/manifest.ts";
import type { Assessment, Finding, FindingCode } from "../../workers/contract/library-api.ts";
import { sayBytes } from "./amounts.ts";

type Amounts = { readonly needed: string; readonly available: string };

const sentences: Readonly<Record<FindingCode, (amounts: Amounts, blocks: boolean) => string>> = {
  "no-room": ({ needed, available }) =>
    `It needs ${needed} more on this device, and the browser has ${available} to give. Delete a model, or free space on the disk.`,
  "binding-limit": ({ needed, available }) =>
    `Its largest matrix has ${needed}, and this graphics adapter takes ${available} at a time.`,
  memory: ({ needed, available }, blocks) =>
    blocks
      ? `Running it takes about ${needed} of memory, and this device has ${available}.`
      : `Running it takes about ${needed} of memory. This device has ${available}, so close what you can spare.`,
  "heap-limit": ({ needed, available }) =>
    `Without a graphics adapter it runs in WebAssembly, which has room for ${available}; it takes about ${needed}.`,
  "wrong-dtype": () =>
    "It was made ready for another kind of device: none of its versions runs on this one. Official weights fit any device, because they are converted here.",
  phone: (_, blocks) =>
    blocks
      ? "Browsers on phones and tablets close a page that takes this much memory. A computer will run it."
      : "Browsers on phones and tablets close pages that take much memory: it may be downloaded and still not start.",
  processor: () => "This browser offers no graphics adapter, so it computes on the processor, many times more slowly.",
  "no-f16": () => "The graphics adapter has no 16-bit arithmetic, so it computes in 32 bits: as exact, and slower.",
  "not-persisted": () =>
    "The browser has not promised to keep it, and may delete it when the disk gets full. This page asks for the promise when you begin.",
  installed: () => "It is on this device already.",
};

export function findingWords({ code, blocks, neededBytes, availableBytes }: Finding): string {
  return sentences[code]({ needed: said(neededBytes), available: said(availableBytes) }, blocks);
}

const said = (bytes: number | null) => (bytes === null ? "an unknown amount" : sayBytes(bytes));

export type Verdict = "well" | "slowly" | "perhaps" | "no-room" | "not" | "installed";

export const verdictWords: Readonly<Record<Verdict, string>> = {
  well: "Runs well here",
  slowly: "Runs here, slowly",
  perhaps: "May run here",
  "no-room": "Not enough room",
  not: "Will not run here",
  installed: "Already here",
};

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

export const dtypeWords: Readonly<Record<Dtype, string>> = {
  fp32: "full 32-bit weights",
  q8: "8-bit weights, the best for a processor",
  q4: "4-bit weights, 32-bit arithmetic",
  q4f16: "4-bit weights, 16-bit arithmetic",
};
