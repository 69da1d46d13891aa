/**
 * What the library has on this device, and what is being done with each model of it.
 *
 * Read when the panel opens and after everything that changes it. Installing is `install-store.ts`.
 */

import { create } from "zustand";
import { type AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { Call } from "../../workers/contract/call.ts";
import type { LibraryList, VerifyResult } from "../../workers/contract/library-api.ts";
import { libraryWorker } from "../backend.ts";
import { words } from "../words/words.ts";
import { forgetAdded } from "./added-dates.ts";
import { announce } from "./draft-store.ts";
import { changeModel, useEngine } from "./engine-store.ts";
import { useInstall } from "./install-store.ts";
import { pocketChoice } from "./model-choice.ts";

/** What is done with one model, or came of it. */
export type Work =
  | { readonly kind: "verifying" | "repairing"; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly kind: "packing" | "removing" }
  | { readonly kind: "whole"; readonly checkedBytes: number }
  | { readonly kind: "damaged"; readonly pieces: number; readonly damagedBytes: number }
  | { readonly kind: "repaired"; readonly repairedBytes: number }
  | { readonly kind: "packed"; readonly bytes: number }
  | { readonly kind: "failed"; readonly error: AppError };

interface LibraryState {
  /** Null until it has been read. */
  readonly list: LibraryList | null;
  /** Why it could not be read. */
  readonly problem: AppError | null;
  readonly work: Readonly<Record<string, Work>>;
  /** What came back with the last deletion. */
  readonly freed: { readonly name: string; readonly bytes: number } | null;
  /** What the browser answered when it was asked to keep the models; null before. */
  readonly persistAnswer: "granted" | "refused" | null;
}

export const useLibrary = create<LibraryState>(() => ({
  list: null,
  problem: null,
  work: {},
  freed: null,
  persistAnswer: null,
}));

const { setState } = useLibrary;
const stops = new Map<string, AbortController>();
const never = () => ({ signal: new AbortController().signal, emit: () => {} });

useInstall.subscribe(({ installation }, before) => {
  if (installation?.state.phase === before.installation?.state.phase) return;
  if (installation?.state.phase === "running") forgetFreed();
  void readLibrary();
});

export const isWorking = (work: Work | undefined) =>
  work?.kind === "verifying" || work?.kind === "repairing" || work?.kind === "packing" || work?.kind === "removing";

export async function readLibrary(): Promise<void> {
  try {
    setState({ list: await libraryWorker.api().list(null, never()), problem: null });
  } catch (cause) {
    setState({ problem: toAppError(cause) });
  }
}

/** Asks the browser's promise not to delete the models by itself. */
export async function askToPersist(): Promise<void> {
  // Refused storage refuses this too; either way the answer is no.
  const granted = await navigator.storage?.persist?.().catch(() => false);
  setState({ persistAnswer: granted ? "granted" : "refused" });
  announce(words().modelStorage[granted ? "granted" : "refused"]);
  await readLibrary();
}

export async function verify(id: string): Promise<void> {
  await working(id, { kind: "verifying", doneBytes: 0, totalBytes: 0 }, async (signal) => {
    const result = await libraryWorker.api().verify(
      { id },
      {
        signal,
        emit: ({ checkedBytes, totalBytes }) => setWork(id, { kind: "verifying", doneBytes: checkedBytes, totalBytes }),
      },
    );
    return verified(result);
  });
}

export async function repair(id: string): Promise<void> {
  await working(id, { kind: "repairing", doneBytes: 0, totalBytes: 0 }, async (signal) => {
    const { repairedBytes } = await libraryWorker.api().repair(
      { id, source: null },
      {
        signal,
        emit: ({ doneBytes, totalBytes }) => setWork(id, { kind: "repairing", doneBytes, totalBytes }),
      },
    );
    return { kind: "repaired", repairedBytes };
  });
}

/** Stops verifying or repairing; what is repaired stays so. */
export function stopWork(id: string): void {
  stops.get(id)?.abort();
}

/** Hands the whole model as one file to `save`. */
export async function exportPack(id: string, save: (pack: Blob) => void): Promise<void> {
  await working(id, { kind: "packing" }, async (signal) => {
    const pack = await libraryWorker.api().exportPack({ id }, { signal, emit: () => {} });
    save(pack);
    return { kind: "packed", bytes: pack.size };
  });
}

/** Deletes a model, or what a broken installation left of it. One that is in use makes room for the bundled one first. */
export async function removeModel(id: string, name: string): Promise<void> {
  await working(id, { kind: "removing" }, async (signal) => {
    // Where the bundled one fails too, the engine's own sentence says so.
    if (useEngine.getState().model.id === id) await changeModel(pocketChoice).catch(() => {});
    const { freedBytes } = await libraryWorker.api().remove({ id }, { signal, emit: () => {} });
    forgetAdded(id);
    setState({ freed: { name, bytes: freedBytes } });
    const { installation } = useInstall.getState();
    if (installation?.progress?.id === id) useInstall.setState({ installation: null });
    return null;
  });
  await readLibrary();
}

export function forgetFreed(): void {
  setState({ freed: null });
}

async function working(
  id: string,
  begun: Work,
  work: (signal: Call<never>["signal"]) => Promise<Work | null>,
): Promise<void> {
  if (isWorking(useLibrary.getState().work[id])) return;
  const stop = new AbortController();
  stops.set(id, stop);
  setState({ freed: null });
  setWork(id, begun);
  try {
    setWork(id, await work(stop.signal));
  } catch (cause) {
    // An abort is swallowed here, once: the reader stopped it.
    setWork(id, isAbort(cause) ? null : { kind: "failed", error: toAppError(cause) });
  } finally {
    stops.delete(id);
  }
}

function verified({ checkedBytes, damaged }: VerifyResult): Work {
  if (damaged.length === 0) return { kind: "whole", checkedBytes };
  return {
    kind: "damaged",
    pieces: damaged.length,
    damagedBytes: damaged.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function setWork(id: string, entry: Work | null): void {
  setState(({ work }) => {
    const others = Object.entries(work).filter(([each]) => each !== id);
    return { work: Object.fromEntries(entry === null ? others : [...others, [id, entry]]) };
  });
}
