/** The data files of a variant, being written. */

import type { ModelFile, QuantizationError } from "../manifest.ts";
import type { OutputFolder } from "./bytes.ts";
import { missing, type Step } from "./export-journal.ts";
import { createHashed, type HashedFile, resumeHashed } from "./hashed-file.ts";
import type { ExternalInitializer } from "./onnx.ts";
import { GRAPH_FOLDER } from "./transformers-js.ts";

/**
 * Writes initializers into their data files, one file open at a time, from where the steps `done` left them. The plan's
 * order is the files' order, so a change of location means that the file before is complete.
 */
export async function openDataFiles(output: OutputFolder, done: readonly Step[]) {
  const finished = done.flatMap((step) => step.finished);
  let reported = finished.length;
  const state = done.at(-1)?.file ?? null;
  let current: HashedFile | null = state && (await resumeHashed(output, state));
  if (state && !current) throw missing(output, state.path);

  async function finishCurrent(): Promise<void> {
    if (current) finished.push(await current.close());
    current = null;
  }

  return {
    writtenBytes: () => finished.reduce((sum, { bytes }) => sum + bytes, 0) + (current?.bytes ?? 0),
    async write({ location, offset }: ExternalInitializer, bytes: Uint8Array): Promise<void> {
      const path = `${GRAPH_FOLDER}/${location}`;
      if (current?.path !== path) {
        await finishCurrent();
        current = await createHashed(output, path);
      }
      // The gap before an aligned initializer; its later pieces find the file already past its offset.
      if (current.bytes < offset) await current.write(new Uint8Array(offset - current.bytes));
      await current.write(bytes);
    },
    /** For the journal: what has been finished since the step before, and where the open file stands. */
    async step(error: QuantizationError | null): Promise<Step> {
      const news = finished.slice(reported);
      reported = finished.length;
      return { error, finished: news, file: current ? await current.state() : null };
    },
    /** Finished files have been flushed as they were closed. */
    async flush(): Promise<void> {
      await current?.flush();
    },
    finishCurrent,
    finished: (): readonly ModelFile[] => finished,
    async abort(): Promise<void> {
      await current?.abort();
    },
    async suspend(): Promise<void> {
      await current?.suspend();
    },
  };
}
