/** The words not yet sent. They survive a reload, and stay until the engine has taken them. */

import { create } from "zustand";
import type { AppError } from "../../models/errors.ts";
import { readLocal, writeLocal } from "./local.ts";

export interface Words {
  readonly instruction: string;
  /** The passage; sent only while it is shown, kept while it is not. */
  readonly context: string;
  readonly contextShown: boolean;
}

interface ComposerState extends Words {
  /** The reader's own words, which an example has taken the place of. */
  readonly replaced: Words | null;
  /** Counts the wishes of other regions that the composer take the focus. */
  readonly focusWishes: number;
  /** Why the last send was refused. */
  readonly problem: AppError | null;
}

const key = "composer";
let lastExample: string | null = null;

export const useComposer = create<ComposerState>(() => ({
  ...remembered(),
  replaced: null,
  problem: null,
  focusWishes: 0,
}));

export function write(words: Partial<Words>): void {
  useComposer.setState({ ...words, problem: null });
  const { instruction, context, contextShown } = useComposer.getState();
  writeLocal(key, instruction === "" && context === "" ? null : { version: 1, instruction, context, contextShown });
}

/** Puts an example in the place of the words there, which can be had back until something is sent. */
export function tryExample(instruction: string, passage: string | null): void {
  const { instruction: own, context, contextShown } = useComposer.getState();
  const isOwn = own !== "" && own !== lastExample;
  if (isOwn) useComposer.setState({ replaced: { instruction: own, context, contextShown } });
  lastExample = instruction;
  write({ instruction, context: passage ?? context, contextShown: passage !== null });
  focusComposer();
}

export function undoExample(): void {
  const { replaced } = useComposer.getState();
  if (replaced) write(replaced);
  useComposer.setState({ replaced: null });
  focusComposer();
}

export function clearComposer(): void {
  useComposer.setState({ replaced: null });
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

function remembered(): Words {
  const stored = readLocal(key) as Record<string, unknown> | null;
  const instruction = typeof stored?.instruction === "string" ? stored.instruction : "";
  const context = typeof stored?.context === "string" ? stored.context : "";
  return { instruction, context, contextShown: stored?.contextShown === true };
}
