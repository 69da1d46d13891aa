import { describe, expect, it } from "vitest";
import { openExportJournal, openStepLog, type Step } from "../../../models/exporter/export-journal.ts";
import { type MemoryFolder, memoryFolder } from "../../fixtures/memory-folder.ts";

const step = async (bytes: number): Promise<Step> => ({
  error: null,
  finished: [],
  file: { path: "a", bytes, chunks: [] },
});

/** Which steps are in the journal. */
async function noted(output: MemoryFolder): Promise<(number | undefined)[]> {
  return (await openExportJournal(output, "key")).steps.map(({ file }) => file?.bytes);
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe("the steps of an export", () => {
  it("[K6] go into the journal in their order, after what they speak of would outlive a crash", async () => {
    const output = memoryFolder();
    const flushes: (() => void)[] = [];
    const flush = () => new Promise<void>((resolve) => flushes.push(resolve));
    const log = openStepLog(await openExportJournal(output, "key"), flush);
    log.add(step(1));
    log.add(step(2));
    await turn();
    expect([await noted(output), flushes.length]).toEqual([[], 1]);
    flushes[0]!();
    await turn();
    // What came during a flush may have come too late for it.
    expect([await noted(output), flushes.length]).toEqual([[1], 1]);
    log.add(step(3));
    flushes[1]!();
    await log.settle();
    expect(await noted(output)).toEqual([1, 2, 3]);
  });

  it("[K6] wait where a flush keeps the thread from its work", async () => {
    const output = memoryFolder();
    let flushes = 0;
    const log = openStepLog(await openExportJournal(output, "key"), async () => {
      const until = performance.now() + (flushes++ === 0 ? 50 : 0);
      while (performance.now() < until);
    });
    for (let bytes = 1; bytes <= 4; bytes++) {
      log.add(step(bytes));
      await turn();
    }
    expect([await noted(output), flushes]).toEqual([[1], 1]);
    await log.settle();
    expect([await noted(output), flushes]).toEqual([[1, 2, 3, 4], 2]);
  });

  it("[K6] that could not be made sure of are not in it, stop the export, and wait for the next time", async () => {
    const output = memoryFolder();
    let full = true;
    const log = openStepLog(await openExportJournal(output, "key"), async () => {
      if (full) throw new Error("full");
    });
    log.add(step(1));
    await turn();
    expect(() => log.add(step(2))).toThrow("full");
    expect(await noted(output)).toEqual([]);
    full = false;
    await log.settle();
    expect(await noted(output)).toEqual([1]);
  });
});
