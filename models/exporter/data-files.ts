/** The data files of a variant, being written. */

import type { ModelFile, QuantizationError } from "../manifest.ts";
import type { OutputFolder } from "./bytes.ts";
import { missing, type Step } from "./export-journal.ts";
import { createHashed, type HashedFile, resumeHashed } from "./hashed-file.ts";
import type { ExternalInitializer } from "./onnx.ts";
import { GRAPH_FOLDER } from "./transformers-js.ts";

/** Who waits for a file to reach a length. */
interface Waiting {
  readonly path: string;
  readonly bytes: number;
  resolve(): void;
  reject(error: unknown): void;
}

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
  /** The open file is on its way to its name, and cannot be read. */
  let closing = false;
  let waiting: Waiting[] = [];
  let givenUp = false;

  async function finishCurrent(): Promise<void> {
    if (!current) return;
    closing = true;
    finished.push(await current.close());
    closing = false;
    current = null;
    tellWaiting();
  }

  function isReadable(path: string, bytes: number): boolean {
    if (current?.path === path) return !closing && current.bytes >= bytes;
    return finished.some((file) => file.path === path);
  }

  function tellWaiting(): void {
    const due = waiting.filter(({ path, bytes }) => isReadable(path, bytes));
    waiting = waiting.filter((each) => !due.includes(each));
    for (const { resolve } of due) resolve();
  }

  /** Nothing is going to be written any more. */
  function giveUp(): void {
    givenUp = true;
    for (const { reject } of waiting) reject(wereGivenUp());
    waiting = [];
  }

  return {
    writtenBytes: () => finished.reduce((sum, { bytes }) => sum + bytes, 0) + (current?.bytes ?? 0),
    async write({ location, offset }: ExternalInitializer, bytes: Uint8Array): Promise<void> {
      const path = pathOf(location);
      if (current?.path !== path) {
        await finishCurrent();
        current = await createHashed(output, path);
      }
      // The gap before an aligned initializer; its later pieces find the file already past its offset.
      if (current.bytes < offset) await current.write(new Uint8Array(offset - current.bytes));
      await current.write(bytes);
      tellWaiting();
    },
    /** `length` bytes of an initializer from its byte `from` on, once all of it is written; `room` as in `ByteSource.read`. */
    async read(initializer: ExternalInitializer, from: number, length: number, room?: Uint8Array): Promise<Uint8Array> {
      const { location, offset } = initializer;
      const path = pathOf(location);
      const bytes = offset + initializer.length;
      while (!isReadable(path, bytes)) {
        if (givenUp) throw wereGivenUp();
        await new Promise<void>((resolve, reject) => waiting.push({ path, bytes, resolve, reject }));
      }
      if (current?.path === path) return current.read(offset + from, length, room);
      const file = await output.open(path);
      if (!file) throw missing(output, path);
      return file.read(offset + from, length, room);
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
      giveUp();
      await current?.abort();
    },
    async suspend(): Promise<void> {
      giveUp();
      await current?.suspend();
    },
  };
}

function wereGivenUp(): DOMException {
  return new DOMException("The files were given up.", "AbortError");
}

function pathOf(location: string): string {
  return `${GRAPH_FOLDER}/${location}`;
}
