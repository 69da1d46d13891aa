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
 * `waiting`: for the engine to load. `checking`: whether the instruction fits. `queued`: other tabs' answers come first.
 * `reading`: no token yet. `stopping`: asked
 * to, not yet settled. `stopped`: the reader stopped the last one.
 */
export type Activity = "idle" | "waiting" | "checking" | "queued" | "reading" | "writing" | "stopping" | "stopped";

export interface DraftState {
  readonly activity: Activity;
  readonly draft: Draft | null;
  /** While it is `queued`: how many answers come first. */
  readonly ahead: number;
  /** One line for screen readers; `count` tells two equal lines apart. */
  readonly announcement: { readonly line: string; readonly count: number };
}

export const useDraft = create<DraftState>(() => ({
  activity: "idle",
  draft: null,
  ahead: 0,
  announcement: { line: "", count: 0 },
}));

export const isBusy = (activity: Activity) => activity !== "idle" && activity !== "stopped";

export function setActivity(activity: Activity): void {
  useDraft.setState({ activity });
}

export function setQueued(ahead: number): void {
  useDraft.setState({ activity: "queued", ahead });
}

export function setDraft(draft: Draft | null): void {
  useDraft.setState({ draft });
}

export function announce(line: string): void {
  useDraft.setState(({ announcement }) => ({ announcement: { line, count: announcement.count + 1 } }));
}
