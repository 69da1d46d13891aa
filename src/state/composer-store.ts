/** The words not yet sent. They survive a reload, and stay until the engine has taken them. */

import { create } from "zustand";
import type { AppError } from "../../models/errors.ts";
import { readLocal, writeLocal } from "./local.ts";

interface ComposerState {
  readonly instruction: string;
  /** The passage; sent only while it is shown, kept while it is not. */
  readonly context: string;
  readonly contextShown: boolean;
  /** Counts the wishes of other regions that the composer take the focus. */
  readonly focusWishes: number;
  /** Why the last send was refused. */
  readonly problem: AppError | null;
}

const key = "composer";

export const useComposer = create<ComposerState>(() => ({ ...remembered(), problem: null, focusWishes: 0 }));

export function write(words: Partial<Pick<ComposerState, "instruction" | "context" | "contextShown">>): void {
  useComposer.setState({ ...words, problem: null });
  const { instruction, context, contextShown } = useComposer.getState();
  writeLocal(key, instruction === "" && context === "" ? null : { version: 1, instruction, context, contextShown });
}

export function clearComposer(): void {
  write({ instruction: "", context: "", contextShown: false });
}

/** Gives refused words back, before whatever was written meanwhile. */
export function giveBack(instruction: string, context: string | null): void {
  const now = useComposer.getState();
  write({
    instruction: now.instruction === "" ? instruction : `${instruction}\n\n${now.instruction}`,
    context: now.context === "" ? (context ?? "") : now.context,
    contextShown: now.contextShown || context !== null,
  });
}

export function focusComposer(): void {
  useComposer.setState(({ focusWishes }) => ({ focusWishes: focusWishes + 1 }));
}

export function refuse(problem: AppError): void {
  useComposer.setState({ problem });
}

function remembered(): Pick<ComposerState, "instruction" | "context" | "contextShown"> {
  const stored = readLocal(key) as Record<string, unknown> | null;
  const instruction = typeof stored?.instruction === "string" ? stored.instruction : "";
  const context = typeof stored?.context === "string" ? stored.context : "";
  return { instruction, context, contextShown: stored?.contextShown === true };
}
