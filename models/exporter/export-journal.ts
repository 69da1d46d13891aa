/**
 * What an export has finished so far, so that a broken one goes on after its last finished weight. One line of JSON a
 * step, beside the files:
 *
 *   { key }                        first: what the bytes depend on; another key, and the export begins anew
 *   { error, finished, file }      a weight is written: its quantization error, the files closed since the line before,
 *                                  and where the file stands that is being written
 *
 * Steps come in the plan's order, so the count of lines says which weights are done.
 */

import { AppError } from "../errors.ts";
import type { ModelFile, QuantizationError } from "../manifest.ts";
import type { OutputFolder } from "./bytes.ts";
import type { FileState } from "./hashed-file.ts";

export const JOURNAL_NAME = "export.journal";

export interface Step {
  readonly error: QuantizationError | null;
  readonly finished: readonly ModelFile[];
  /** `null` when the step closed the last file it wrote to. */
  readonly file: FileState | null;
}

export interface ExportJournal {
  /** Steps done by an earlier attempt. */
  readonly steps: readonly Step[];
  /** Of what outlives a crash by now. */
  append(steps: readonly Step[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal of an export that `key` stands for; one with another key, or garbled, is dropped. */
export async function openExportJournal(output: OutputFolder, key: string): Promise<ExportJournal> {
  let journal = await output.journal(JOURNAL_NAME);
  const [first, ...lines] = journal.lines;
  let steps = first === key ? parseSteps(lines) : null;
  if (first !== undefined && steps === null) {
    await journal.close();
    await output.remove(JOURNAL_NAME);
    journal = await output.journal(JOURNAL_NAME);
  }
  if (steps === null) await journal.append([key]);
  steps ??= [];
  for (const { path, bytes } of steps.flatMap(({ finished }) => finished)) {
    if ((await output.open(path))?.size !== bytes) throw missing(output, path);
  }
  return {
    steps,
    append: (more) => journal.append(more.map((step) => JSON.stringify(step))),
    close: () => journal.close(),
  };
}

/** A flush may keep this thread from its work for at most this share of the time; on a thread of its own it keeps nobody. */
const BLOCKED_SHARE = 0.05;

/** Steps on their way into a journal: they wait until `flush` has made what they speak of outlive a crash. */
export interface StepLog {
  /** Begins to settle what waits, unless that is under way or was not long ago. Throws what kept it from being settled. */
  add(step: Promise<Step>): void;
  /** Resolves when nothing waits any more. */
  settle(): Promise<void>;
}

export function openStepLog(journal: ExportJournal, flush: () => Promise<void>): StepLog {
  const waiting: Promise<Step>[] = [];
  let settling: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | null = null;
  let busy = false;
  let dueAt = 0;

  async function settleWaiting(): Promise<void> {
    const count = waiting.length;
    const startedAt = performance.now();
    const flushed = flush();
    const now = performance.now();
    dueAt = now + (now - startedAt) / BLOCKED_SHARE;
    await flushed;
    await journal.append(await Promise.all(waiting.slice(0, count)));
    waiting.splice(0, count);
  }

  return {
    add(step) {
      if (failure) throw failure.error;
      step.catch(() => undefined); // told by whoever settles it
      waiting.push(step);
      if (busy || performance.now() < dueAt) return;
      busy = true;
      settling = settleWaiting()
        .catch((error: unknown) => {
          failure = { error };
        })
        .finally(() => {
          busy = false;
        });
    },
    async settle() {
      await settling;
      failure = null;
      if (waiting.length > 0) await settleWaiting();
    },
  };
}

/** The journal and the files do not belong together. */
export function missing(output: OutputFolder, path: string): AppError {
  return new AppError(
    "integrity",
    `${output.name} was being filled, and ${path} has gone from it since; empty the folder and begin anew.`,
  );
}

/** The lines are ours and a torn last one is dropped by the folder; `null` when a crash of the disk garbled others. */
function parseSteps(lines: readonly string[]): readonly Step[] | null {
  try {
    return lines.map((line) => JSON.parse(line) as Step);
  } catch {
    return null; // nothing to go on from: the export begins anew
  }
}
