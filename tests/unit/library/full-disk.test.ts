import { describe, expect, it } from "vitest";
import { AppError } from "../../../models/errors.ts";
import type { ByteSink, OutputFolder } from "../../../models/exporter/bytes.ts";
import { copyModel } from "../../../workers/library/copy-model.ts";
import { type MemoryFolder, memoryFolder } from "../../fixtures/memory-folder.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";

const dtypes = ["q8", "q4"] as const;

/** The folder on a disk that is full from the so-manieth write on: half of that one still fits. */
function fullFrom(
  folder: MemoryFolder,
  write: number,
): { readonly output: OutputFolder; readonly writes: () => number } {
  let writes = 0;
  const attempt = () => {
    if (++writes >= write) throw new AppError("storage-full", "The browser has no room for more.");
  };
  const limited = (sink: ByteSink): ByteSink => ({
    ...sink,
    async write(bytes) {
      if (writes + 1 === write) await sink.write(bytes.subarray(0, bytes.length >> 1));
      attempt();
      await sink.write(bytes);
    },
    async flush() {
      attempt();
      await sink.flush();
    },
    async close() {
      attempt();
      await sink.close();
    },
  });
  const output: OutputFolder = {
    ...folder,
    async create(path) {
      attempt();
      return limited(await folder.create(path));
    },
    async resume(path, bytes) {
      const sink = await folder.resume(path, bytes);
      return sink && limited(sink);
    },
    async journal(path) {
      attempt();
      const journal = await folder.journal(path);
      return {
        ...journal,
        async append(line) {
          attempt();
          await journal.append(line);
        },
      };
    },
  };
  return { output, writes: () => writes };
}

type Install = (output: OutputFolder) => Promise<unknown>;

/** Fills the disk at one write after another until an installation needs no more; how many writes that takes may differ by a
 *  few, as the journal is also written to after some seconds. Returns the last write that found the disk full. */
async function expectNothingLost(install: Install, stride: number): Promise<number> {
  const whole = memoryFolder();
  await install(whole);
  for (let write = 1; ; write += stride) {
    const folder = memoryFolder();
    const full = fullFrom(folder, write);
    const failure: unknown = await install(full.output).then(
      () => null,
      (error: unknown) => error,
    );
    if (full.writes() < write) {
      expect(failure).toBeNull();
      return write - stride;
    }
    expect(failure).toMatchObject({ code: "storage-full" });
    expect(folder.files.has("manifest.json")).toBe(false);
    await install(folder);
    expect(folder.files).toEqual(whole.files);
    expect(folder.journals.size).toBe(0);
  }
}

describe("a disk that is full", () => {
  it("[X25] at any write of a conversion leaves no model, and it goes on to the same bytes", async () => {
    const options = { resumable: true, dataFileLimitBytes: 10_000 };
    const writes = await expectNothingLost((output) => exportInto(output, randomSource(), dtypes, options), 19);
    expect(writes).toBeGreaterThan(200);
  });

  it("[X25] at any write of a copy leaves no model, and it goes on to the same bytes", async () => {
    const source = memoryFolder([], "server");
    const ready = await exportInto(source, randomSource(), dtypes);
    const rest = { installed: null, signal: new AbortController().signal, onProgress: () => {} };
    const writes = await expectNothingLost((output) => copyModel({ ...rest, source, ready, output, dtypes }), 1);
    expect(writes).toBeGreaterThan(20);
  });
});
