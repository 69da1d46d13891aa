/** The state of an installation, in words. */

import type { InstallProgress } from "../../workers/contract/library-api.ts";
import type { Installation } from "../state/install-store.ts";
import { words } from "../words/words.ts";
import { sayBytes, saySeconds } from "./amounts.ts";

export function installTitle({ name, state, progress }: Installation): string {
  const w = words().install;
  switch (state.phase) {
    case "running":
      return w.phase[progress?.phase ?? "prepare"](name);
    case "pausing":
      return w.title.pausing(name);
    case "paused":
      return w.title.paused(name);
    case "failed":
      return w.title.failed(name);
    case "done":
      return w.title.done(name);
  }
}

/** The line below the bar. */
export function installFacts({ state, progress }: Installation): string {
  const w = words().install;
  if (state.phase === "done") return w.takes(sayBytes(state.model.bytes));
  if (!progress || progress.totalBytes === 0) return state.phase === "running" ? w.firstKilobytes : kept(null);
  if (state.phase !== "running") return kept(progress);
  const { phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft, message } = progress;
  const amount = w.part(sayBytes(doneBytes), sayBytes(totalBytes));
  if (phase === "wait") return [amount, message].filter((fact) => fact !== null).join(" · ");
  return [
    amount,
    bytesPerSecond > 0 ? w.perSecond(sayBytes(bytesPerSecond)) : null,
    secondsLeft === null ? null : w.left(saySeconds(secondsLeft)),
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

function kept(progress: InstallProgress | null): string {
  const w = words().install;
  if (!progress || progress.doneBytes === 0) return w.nothingLost;
  return w.stays(sayBytes(progress.doneBytes), sayBytes(progress.totalBytes));
}
