import { describe, expect, it } from "vitest";
import { openExportJournal, openStepLog, type Step } from "../../../models/exporter/export-journal.ts";
import { memoryFolder } from "../../fixtures/memory-folder.ts";

const step = async (bytes: number): Promise<Step> => ({
  error: null,
  finished: [],
  file: { path: "a", bytes, chunks: [] },
});

describe("the steps of an export", () => {
  it("[K6] go into the journal in their order, after what they speak of would outlive a crash", async () => {
    const output = memoryFolder();
    const journal = await openExportJournal(output, "key");
    const events: string[] = [];
    const append = journal.append;
    const noted = {
      ...journal,
      async append(steps: readonly Step[]) {
        events.push(steps.map(({ file }) => file?.bytes).join());
        await append(steps);
      },
    };
    let flushMs = 20;
    const log = openStepLog(noted, async () => {
      events.push("flushed");
      await new Promise((resolve) => setTimeout(resolve, flushMs));
    });
    for (let bytes = 1; bytes <= 5; bytes++) await log.add(step(bytes));
    // A slow disk is not asked again so soon.
    expect(events).toEqual(["flushed", "1"]);
    flushMs = 0;
    await log.settle();
    expect(events).toEqual(["flushed", "1", "flushed", "2,3,4,5"]);
    const { steps } = await openExportJournal(output, "key");
    expect(steps.map(({ file }) => file?.bytes)).toEqual([1, 2, 3, 4, 5]);
  });

  it("[K6] that could not be made sure of are not in it, and wait for the next time", async () => {
    const output = memoryFolder();
    let full = true;
    const log = openStepLog(await openExportJournal(output, "key"), async () => {
      if (full) throw new Error("full");
    });
    await expect(log.add(step(1))).rejects.toThrow("full");
    expect((await openExportJournal(output, "key")).steps).toEqual([]);
    full = false;
    await log.settle();
    expect((await openExportJournal(output, "key")).steps.length).toBe(1);
  });
});
