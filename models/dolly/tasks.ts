/**
 * The kinds of instruction Dolly was taught, by the names they have in databricks-dolly-15k (the dataset's card on the hub
 * and the blog "Free Dolly", April 2023), and how each is best asked.
 */

import type { Request } from "./prompt.ts";
import type { Sampling } from "./sampling.ts";

export const taskKinds = [
  "open_qa",
  "closed_qa",
  "information_extraction",
  "summarization",
  "brainstorming",
  "classification",
  "creative_writing",
] as const;

export type TaskKind = (typeof taskKinds)[number];

export interface Task {
  /** The instruction is about a passage. */
  readonly aboutPassage: boolean;
  /** A passage too long for the window can be gone through piece by piece. */
  readonly byPieces: boolean;
  /** What has one right answer is asked for coolly: the temperature is at most this. */
  readonly warmest: number;
  /** In English, the language Dolly was taught in; simple enough for the smallest model. */
  readonly example: Request;
}

const frank = "Frank visited the market in Lisbon on Monday. Frank bought 12 apples and paid 58 euros.";

export const tasks: Readonly<Record<TaskKind, Task>> = {
  open_qa: {
    aboutPassage: false,
    byPieces: false,
    warmest: 0.5,
    example: { instruction: "What is the capital of Norway?", context: null },
  },
  closed_qa: {
    aboutPassage: true,
    byPieces: false,
    warmest: 0.2,
    example: { instruction: "How much did Frank pay?", context: frank },
  },
  information_extraction: {
    aboutPassage: true,
    byPieces: true,
    warmest: 0.2,
    example: {
      instruction: "List all people mentioned in the text.",
      context: "Maria, Oscar and Ruth live in Turin and work as a baker, a pilot and a painter.",
    },
  },
  summarization: {
    aboutPassage: true,
    byPieces: true,
    warmest: 0.5,
    example: {
      instruction: "Summarize this passage.",
      context:
        "The Music Festival of Turin takes place on 12 May. It was first held in 1931. About 2000 visitors come each year.",
    },
  },
  brainstorming: {
    aboutPassage: false,
    byPieces: false,
    warmest: 1,
    example: { instruction: "List three fruits.", context: null },
  },
  classification: {
    aboutPassage: false,
    byPieces: false,
    warmest: 0.2,
    example: { instruction: "Sort these into fruit and vegetable: plum, leek, cherry", context: null },
  },
  creative_writing: {
    aboutPassage: false,
    byPieces: false,
    warmest: 1,
    example: { instruction: "Write a short poem about the sea.", context: null },
  },
};

/** For what comes from storage or a file. */
export function taskKindOf(value: unknown): TaskKind | null {
  return taskKinds.find((kind) => kind === value) ?? null;
}

/** `sampling` as this kind of task wants it; null leaves it as it is. */
export function samplingFor<Wanted extends Pick<Sampling, "temperature">>(
  kind: TaskKind | null,
  sampling: Wanted,
): Wanted {
  if (kind === null) return sampling;
  return { ...sampling, temperature: Math.min(sampling.temperature, tasks[kind].warmest) };
}
