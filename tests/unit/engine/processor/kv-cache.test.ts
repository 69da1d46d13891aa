import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KvCache } from "../../../../workers/engine/processor/kv-cache.ts";
import { kvLayout } from "../../../../workers/engine/processor/kv-layout.ts";
import { ModelMemory } from "../../../../workers/engine/processor/memory.ts";
import type { Session } from "../../../../workers/engine/session.ts";
import { randomSession } from "../../../fixtures/random-session.ts";
import { maxError } from "../../../parity/steps.ts";

const ids = Array.from({ length: 700 }, (_, index) => (index * 37 + 11) % 96);

describe("keys and values on the processor", () => {
  let session: Session;
  beforeAll(async () => {
    session = await randomSession({ contextLength: 1000 });
  });
  afterAll(() => session.dispose());

  it("[D3] stay where they are as their room grows", async () => {
    // The first run fits the first page, the second begins another, and the last a third.
    await session.run(ids.slice(0, 250));
    await session.run(ids.slice(250, 300));
    for (const id of ids.slice(300, 302)) await session.run([id]);
    const grown = await session.run(ids.slice(302));
    expect(session.position).toBe(700);

    session.truncate(0);
    const atOnce = await session.run(ids);
    expect(maxError(grown, atOnce)).toBe(0);
  });

  it("[D3] are copied out and back across a change of room", async () => {
    const other = await randomSession({ contextLength: 1000 });
    await other.run(ids.slice(0, 600));
    const range = await other.save(100, 600);
    other.truncate(0);
    await other.run(ids.slice(0, 600).toReversed());
    other.truncate(0);
    await other.run(ids.slice(0, 100));
    other.restore(range!, 600);
    const restored = await other.run([7]);
    session.truncate(0);
    expect(maxError(restored, await session.run([...ids.slice(0, 600), 7]))).toBe(0);
    await other.dispose();
  });

  it("[G33] take memory page by page, and none for positions that are not there", () => {
    const layout = { ...kvLayout(3, 2, 80), at: 1_000_000 };
    const memory = new ModelMemory(1_000_000, layout.at + 8 * layout.pageBytes, false);
    const cache = new KvCache(memory, layout, 3);
    const wasmPages = (bytes: number) => Math.ceil(bytes / 65536) * 65536;
    // Two bytes a dimension and twelve a head, for each position.
    expect(layout.pageBytes).toBe(256 * 3 * 2 * (2 * 80 + 12));
    for (const [positions, pages] of [
      [1, 1],
      [256, 1],
      [257, 2],
      [1500, 6],
    ] as const) {
      cache.reserve(positions);
      expect(memory.bytes.byteLength).toBe(wasmPages(layout.at + pages * layout.pageBytes));
    }
    expect(() => cache.reserve(9 * 256)).toThrow(/refused .* more memory for the conversation/);
    expect(memory.bytes.byteLength).toBe(wasmPages(layout.at + 6 * layout.pageBytes));
  });
});
