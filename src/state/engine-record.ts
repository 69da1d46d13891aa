/** What loads and answers found out about this device, for later loads; by device, build of onnxruntime and set of weights. */

import type { KnownSetup } from "../../workers/contract/engine-api.ts";
import { readLocal, writeLocal } from "./local.ts";

const key = "engine-record";
/** A device with its updates, and a few models. */
const limit = 32;

/** The latest first. */
export function knownSetups(): KnownSetup[] {
  const stored = readLocal(key);
  return Array.isArray(stored) ? stored.filter(isSetup) : [];
}

export function rememberSetup(setup: string, found: Partial<Omit<KnownSetup, "setup">>): void {
  const known = knownSetups();
  const before = known.find((each) => each.setup === setup);
  const after = { setup, tested: false, pieceTokens: null, ...before, ...found };
  if (before?.tested === after.tested && before.pieceTokens === after.pieceTokens) return;
  writeLocal(key, [after, ...known.filter((each) => each !== before)].slice(0, limit));
}

function isSetup(value: unknown): value is KnownSetup {
  const { setup, tested, pieceTokens } = (value ?? {}) as Partial<KnownSetup>;
  return (
    typeof setup === "string" && typeof tested === "boolean" && (pieceTokens === null || Number.isInteger(pieceTokens))
  );
}
