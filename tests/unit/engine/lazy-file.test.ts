import { describe, expect, it } from "vitest";
import { roomOn } from "../../../workers/engine/gpu-memory.ts";
import { PacedBlob } from "../../../workers/engine/lazy-file.ts";

const WEIGHT_BYTES = 12 * 2 ** 20;

describe("weights that stream to a graphics device", () => {
  it("[D13] wait while more than 32 MiB of those before have not been taken, and tell of each that is read", async () => {
    let waits = 0;
    let takeAll = () => {};
    const queue = {
      onSubmittedWorkDone() {
        waits++;
        return new Promise<void>((resolve) => {
          takeAll = resolve;
        });
      },
    };
    const told: number[] = [];
    const file = new File([new Uint8Array(4 * WEIGHT_BYTES).fill(7)], "weights");
    const blob = new PacedBlob(file, (bytes) => told.push(bytes), roomOn({ queue } as unknown as GPUDevice));
    const read = async (index: number) => {
      const reader = blob
        .slice(index * WEIGHT_BYTES, (index + 1) * WEIGHT_BYTES)
        .stream()
        .getReader({ mode: "byob" });
      const { value } = await reader.read(new Uint8Array(8));
      return value;
    };
    expect(await read(0)).toEqual(new Uint8Array(8).fill(7));
    await read(1);
    expect(waits).toBe(0);
    let third = false;
    const reading = read(2).then(() => {
      third = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([waits, third]).toEqual([1, false]);
    takeAll();
    await reading;
    await read(3);
    expect(waits).toBe(1);
    expect(told).toEqual(new Array(4).fill(WEIGHT_BYTES));
  });
});
