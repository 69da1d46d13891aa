/**
 * The answer being written, and what the page is doing about it. Tokens change this store only, so one component
 * re-renders for each; once settled, the draft becomes a message of its conversation.
 */

import { create } from "zustand";
import type { Answer } from "./conversation.ts";

export interface Draft {
  readonly conversationId: string;
  /** What it is so far, as it would stand after a crash. */
  readonly answer: Answer;
}

/**
 * `waiting`: for the engine to load. `checking`: whether the instruction fits. `reading`: no token yet. `stopping`: asked
 * to, not yet settled. `stopped`: the reader stopped the last one.
 */
export type Activity = "idle" | "waiting" | "checking" | "reading" | "writing" | "stopping" | "stopped";

export interface DraftState {
  readonly activity: Activity;
  readonly draft: Draft | null;
  /** One line for screen readers; `count` tells two equal lines apart. */
  readonly announcement: { readonly line: string; readonly count: number };
}

export const useDraft = create<DraftState>(() => ({
  activity: "idle",
  draft: null,
  announcement: { line: "", count: 0 },
}));

export const isBusy = (activity: Activity) => activity !== "idle" && activity !== "stopped";

export function setActivity(activity: Activity): void {
  useDraft.setState({ activity });
}

export function setDraft(draft: Draft | null): void {
  useDraft.setState({ draft });
}

export function announce(line: string): void {
  useDraft.setState(({ announcement }) => ({ announcement: { line, count: announcement.count + 1 } }));
}
