/** The words not yet sent. They survive a reload, and stay until the engine has taken them. */

import { create } from "zustand";
import { type TaskKind, taskKindOf, tasks } from "../../models/dolly/tasks.ts";
import type { AppError } from "../../models/errors.ts";
import { readLocal, writeLocal } from "./local.ts";

export interface Words {
  readonly instruction: string;
  /** The passage; sent only while it is shown, kept while it is not. */
  readonly context: string;
  readonly contextShown: boolean;
  /** Which kind of task it is; null where the reader did not say. */
  readonly task: TaskKind | null;
}

export interface ComposerState extends Words {
  /** The reader's own words, which an example or a file has taken the place of. */
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
  const { instruction, context, contextShown, task } = useComposer.getState();
  const nothing = instruction === "" && context === "" && task === null;
  writeLocal(key, nothing ? null : { version: 1, instruction, context, contextShown, task });
}

/** Shows the words as they are stored: they could not be read before. */
export function rememberWords(): void {
  useComposer.setState(remembered());
}

/** Takes the words off the screen and leaves them where they are stored. */
export function hideWords(): void {
  useComposer.setState({
    instruction: "",
    context: "",
    contextShown: false,
    task: null,
    replaced: null,
    problem: null,
  });
}

/** Says which kind of task it is; one that is about a passage shows where the passage goes. */
export function chooseTask(task: TaskKind | null): void {
  const { contextShown } = useComposer.getState();
  write({ task, contextShown: contextShown || (task !== null && tasks[task].aboutPassage) });
}

/** Puts an example in the place of the words there, which can be had back until something is sent. */
export function tryExample(task: TaskKind, instruction: string, passage: string | null): void {
  const { instruction: own, context, contextShown, task: ownTask } = useComposer.getState();
  const isOwn = own !== "" && own !== lastExample;
  if (isOwn) useComposer.setState({ replaced: { instruction: own, context, contextShown, task: ownTask } });
  lastExample = instruction;
  write({ task, instruction, context: passage ?? context, contextShown: passage !== null });
  focusComposer();
}

/** Puts a file's text where the passage is; the one it takes the place of can be had back. */
export function takePassage(text: string): void {
  const { instruction, context, contextShown, task } = useComposer.getState();
  if (context !== "") useComposer.setState({ replaced: { instruction, context, contextShown, task } });
  write({ context: text, contextShown: true });
}

export function undoReplacing(): void {
  const { replaced } = useComposer.getState();
  if (replaced) write(replaced);
  useComposer.setState({ replaced: null });
  focusComposer();
}

export function clearComposer(): void {
  useComposer.setState({ replaced: null });
  write({ instruction: "", context: "", contextShown: false, task: null });
}

/** Gives refused words back, before whatever was written meanwhile. */
export function giveBack(instruction: string, context: string | null, task: TaskKind | null): void {
  const now = useComposer.getState();
  write({
    instruction: now.instruction === "" ? instruction : `${instruction}\n\n${now.instruction}`,
    context: now.context === "" ? (context ?? "") : now.context,
    contextShown: now.contextShown || context !== null,
    task: now.task ?? task,
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
  return { instruction, context, contextShown: stored?.contextShown === true, task: taskKindOf(stored?.task) };
}
