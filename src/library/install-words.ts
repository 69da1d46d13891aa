/** The state of an installation, in words. */

import type { InstallPhase, InstallProgress } from "../../workers/contract/library-api.ts";
import type { Installation } from "../state/install-store.ts";
import { sayBytes, saySeconds } from "./amounts.ts";

const phaseWords: Readonly<Record<InstallPhase, (name: string) => string>> = {
  prepare: (name) => `Looking at what ${name} is made of`,
  fetch: (name) => `Bringing in ${name}`,
  wait: (name) => `Waiting to go on with ${name}`,
  finish: (name) => `Putting ${name} together`,
};

export function installTitle({ name, state, progress }: Installation): string {
  switch (state.phase) {
    case "running":
      return phaseWords[progress?.phase ?? "prepare"](name);
    case "pausing":
      return `Pausing ${name}…`;
    case "paused":
      return `${name} is paused`;
    case "failed":
      return `${name} did not get here`;
    case "done":
      return `${name} is on this device`;
  }
}

/** The line below the bar. */
export function installFacts({ state, progress }: Installation): string {
  if (state.phase === "done") return `It takes ${sayBytes(state.model.bytes)}, and it runs without a network.`;
  if (!progress || progress.totalBytes === 0) return state.phase === "running" ? "A few kilobytes first." : kept(null);
  if (state.phase !== "running") return kept(progress);
  const { phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft, message } = progress;
  const amount = `${sayBytes(doneBytes)} of ${sayBytes(totalBytes)}`;
  if (phase === "wait") return [amount, message].filter((fact) => fact !== null).join(" · ");
  return [
    amount,
    bytesPerSecond > 0 ? `${sayBytes(bytesPerSecond)}/s` : null,
    secondsLeft === null ? null : `${saySeconds(secondsLeft)} left`,
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

function kept(progress: InstallProgress | null): string {
  if (!progress || progress.doneBytes === 0) return "Nothing is lost.";
  return `${sayBytes(progress.doneBytes)} of ${sayBytes(progress.totalBytes)} are here and stay here.`;
}
