/**
 * The one installation under way. Pausing aborts the call and keeps what has arrived; resuming is the same call again.
 *
 * Knows nothing of the panel: it goes on while one chats.
 */

import { create } from "zustand";
import { type AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { InstalledModel, InstallProgress, InstallRequest } from "../../workers/contract/library-api.ts";
import { libraryWorker } from "../backend.ts";
import { words } from "../words/words.ts";
import { noteAdded } from "./added-dates.ts";
import { announce } from "./draft-store.ts";

export type InstallState =
  | { readonly phase: "running" }
  /** Asked to pause; the library has not settled yet. */
  | { readonly phase: "pausing" }
  | { readonly phase: "paused" }
  | { readonly phase: "failed"; readonly error: AppError }
  | { readonly phase: "done"; readonly model: InstalledModel; readonly warnings: readonly string[] };

export interface Installation {
  readonly request: InstallRequest;
  /** As the page shows it. */
  readonly name: string;
  readonly state: InstallState;
  /** The latest of this visit; null until the first. */
  readonly progress: InstallProgress | null;
}

export const useInstall = create<{ readonly installation: Installation | null }>(() => ({ installation: null }));

const { getState, setState } = useInstall;
let running: AbortController | null = null;

/** Begins, or takes up where it left off. One at a time: while one runs, another is not begun. */
export async function install(request: InstallRequest, name: string): Promise<void> {
  if (running) return;
  running = new AbortController();
  const { signal } = running;
  setState({ installation: { request, name, state: { phase: "running" }, progress: null } });
  announce(words().install.begun(name));
  try {
    const { model, warnings } = await libraryWorker
      .api()
      .install(request, { signal, emit: (progress) => change({ progress }) });
    noteAdded(model.manifest.id, Date.now());
    change({ state: { phase: "done", model, warnings } });
    announce(words().install.ended(model.manifest.name));
  } catch (cause) {
    // An abort is swallowed here, once: the reader asked for the pause.
    if (isAbort(cause)) {
      change({ state: { phase: "paused" } });
    } else {
      const error = toAppError(cause);
      change({ state: { phase: "failed", error } });
      announce(words().install.failed(name, error.message));
    }
  } finally {
    running = null;
  }
}

export function pauseInstall(): void {
  if (!running) return;
  change({ state: { phase: "pausing" } });
  running.abort();
}

/** After a pause or a failure. */
export function resumeInstall(): void {
  const { installation } = getState();
  if (installation) void install(installation.request, installation.name);
}

/** Takes a settled installation off the screen; what has arrived stays on the device. */
export function dismissInstall(): void {
  if (!running) setState({ installation: null });
}

/** Whether the installation is still on its way in this tab. */
export function isUnderWay(installation: Installation | null): boolean {
  return installation?.state.phase === "running" || installation?.state.phase === "pausing";
}

function change(part: Partial<Installation>): void {
  const { installation } = getState();
  if (installation) setState({ installation: { ...installation, ...part } });
}
