/**
 * What to do when the engine fails: try the same way again, or a more modest way, or give up. Pure: what has failed, and
 * what this device offers, are arguments.
 *
 * A way is tried again while its failures may be chance (a driver that was updated, a tab that took the memory). Results
 * that are wrong are not chance, so that way is left at once. The way found is remembered for each adapter and model,
 * until the reader asks to try again.
 */

import type { ErrorCode } from "../../models/errors.ts";

/** From fastest to most modest: 16-bit or 32-bit activations on the graphics adapter, the processor, the bundled model. */
export const ways = ["f16", "f32", "wasm", "pocket"] as const;
export type Way = (typeof ways)[number];

export interface Failure {
  readonly way: Way;
  readonly code: ErrorCode;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface AdapterFacts {
  /** The same for the same adapter in later visits. */
  readonly key: string;
  readonly shaderF16: boolean;
}

/** What the ways of a device are remembered by. */
export function adapterKey(adapter: AdapterFacts | null): string {
  return adapter?.key ?? "processor";
}

export type Verdict =
  /** A new worker, the same way. */
  | { readonly kind: "again" }
  | { readonly kind: "step"; readonly to: Way }
  /** No way is left, or the fault is not the device's. */
  | { readonly kind: "give-up" };

/** Failures of one way within this time count together. */
const MEMORY_MS = 10 * 60_000;

/** How often a way may fail with a code before it is left. Codes that are missing here are not the device's fault. */
const allowed: Partial<Record<ErrorCode, number>> = {
  "device-lost": 2,
  "worker-died": 2,
  "out-of-memory": 1,
  "wrong-results": 0,
  unsupported: 0,
  "no-webgpu": 0,
};

/** Errors after which the worker is of no use, and a new one may be. */
export function isFatal(code: ErrorCode): boolean {
  return code === "device-lost" || code === "worker-died" || code === "out-of-memory" || code === "wrong-results";
}

/** The ways a model can take on this device, best first. `adapter`: null where the processor computes. */
export function waysOf(adapter: AdapterFacts | null, bundled: boolean): Way[] {
  return ways.filter((way) => {
    if (way === "f16") return adapter?.shaderF16 === true;
    if (way === "f32") return adapter !== null;
    return way === "wasm" || !bundled;
  });
}

/** `failures`: all so far, the one to judge last. `open`: the ways of this model, best first. */
export function judge(failures: readonly Failure[], open: readonly Way[]): Verdict {
  const last = failures.at(-1)!;
  const limit = allowed[last.code];
  if (limit === undefined) return { kind: "give-up" };
  const same = failures.filter(
    ({ way, code, at }) => way === last.way && code === last.code && last.at - at <= MEMORY_MS,
  );
  if (same.length <= limit) return { kind: "again" };
  // What did not fit in 16 bits fits in 32 still less.
  const tooLarge = last.code === "out-of-memory" && last.way === "f16";
  const to = open.slice(open.indexOf(last.way) + 1).find((way) => !(tooLarge && way === "f32"));
  return to === undefined ? { kind: "give-up" } : { kind: "step", to };
}

/** The remembered ways: adapter key → model id → way. */
export type Remembered = Readonly<Record<string, Readonly<Record<string, Way>>>>;

/** Whatever was stored, as far as it makes sense. */
export function parseRemembered(stored: unknown): Remembered {
  const known: Record<string, Record<string, Way>> = {};
  for (const [key, models] of entries(stored)) {
    for (const [id, way] of entries(models)) {
      const found = ways.find((each) => each === way);
      if (found) known[key] = { ...known[key], [id]: found };
    }
  }
  return known;
}

export function remembering(before: Remembered, key: string, id: string, way: Way): Remembered {
  return { ...before, [key]: { ...before[key], [id]: way } };
}

/** Without what is known of a model on an adapter. */
export function forgetting(before: Remembered, key: string, id: string): Remembered {
  const left = Object.entries(before[key] ?? {}).filter(([each]) => each !== id);
  const others = Object.entries(before).filter(([each]) => each !== key);
  return Object.fromEntries(left.length === 0 ? others : [...others, [key, Object.fromEntries(left)]]);
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
