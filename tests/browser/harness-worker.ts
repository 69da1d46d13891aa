/** Runs one of a model's variants over given ids with the engine's own runtime and session. */

import { PrefixCache } from "../../workers/engine/prefix-cache.ts";
import type { Session } from "../../workers/engine/session.ts";
import { openSession, type SessionPlace } from "./open-session.ts";

export interface SessionRequest extends SessionPlace {
  /** Takes WebAssembly's promise integration away first, as in browsers that do not have it. */
  readonly withoutJspi: boolean;
  /** Read one after another; the logits after each are returned. */
  readonly runs: readonly (readonly number[])[];
  /** Then keeps so many positions of the first run, reads something else, comes back, and reads the others at once. */
  readonly leaveFrom?: number;
}

export type SessionReply =
  | {
      readonly logits: readonly number[][];
      readonly runtime: string;
      readonly threads: number;
      readonly msPerRun: readonly number[];
      /** Of the last run: whether the largest logits were those, in order, and how far off their sum was. */
      readonly top: { readonly same: boolean; readonly totalError: number } | null;
      /** How many positions were known on coming back, and the logits of each that was read again. */
      readonly back: { readonly known: number; readonly logits: readonly number[] } | null;
    }
  | { readonly error: string };

self.onmessage = async ({ data }: MessageEvent<SessionRequest>) => {
  self.postMessage(await run(data).catch((error): SessionReply => ({ error: String(error?.stack ?? error) })));
};

async function run({ withoutJspi, runs, leaveFrom, ...place }: SessionRequest): Promise<SessionReply> {
  if (withoutJspi) Reflect.deleteProperty(WebAssembly, "Suspending");
  const { session, runtime } = await openSession(place);

  // What an earlier answer left in the cache must not show in the next.
  await session.run(runs.flat().toReversed());
  session.truncate(0);

  const logits: number[][] = [];
  const msPerRun: number[] = [];
  for (const ids of runs) {
    const start = performance.now();
    logits.push(Array.from(await session.run(ids)));
    msPerRun.push(performance.now() - start);
  }
  const top = session.givesTopLogits ? await compareTop(session, runs.at(-1)!) : null;
  const back = leaveFrom === undefined ? null : await leaveAndComeBack(session, runs, leaveFrom);
  await session.dispose();
  const build = /ort-wasm-simd-threaded\.?(\w*?)-/.exec(runtime.urls[0] ?? "")?.[1] || "wasm";
  return { logits, runtime: build, threads: runtime.threads, msPerRun, top, back };
}

/** Reads `ids` once more and compares what the GPU found with what sorting all of its logits finds. */
async function compareTop(session: Session, ids: readonly number[]) {
  const temperature = 0.7;
  const { ids: found, logits, total, all } = await session.runTop(ids, temperature);
  const whole = await all();
  const sorted = Uint32Array.from(whole.keys()).sort((a, b) => whole[b]! - whole[a]! || a - b);
  const largest = whole[sorted[0]!]!;
  const expected = whole.reduce((sum, logit) => sum + Math.exp((logit - largest) / temperature), 0);
  const same = found.length === 64 && found.every((id, rank) => id === sorted[rank] && logits[rank] === whole[id]);
  return { same, totalError: Math.abs(total - expected) / expected };
}

async function leaveAndComeBack(session: Session, runs: SessionRequest["runs"], leaveFrom: number) {
  const cache = new PrefixCache(session);
  const ids = runs.flat();
  const read = async (wanted: readonly number[]) => {
    const known = await cache.rewind(wanted);
    return { known, logits: Array.from(await cache.run(wanted.slice(known), { logits: "all" })) };
  };
  await read(runs[0]!);
  await read([...ids.slice(0, leaveFrom), ...ids.toReversed()].slice(0, ids.length));
  const back = await read(ids);
  cache.dispose();
  return back;
}
