import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sizeOf } from "../../../workers/library/size.ts";
import { openSource } from "../../../workers/library/sources.ts";
import { randomCheckpoint, randomTorchCheckpoint } from "../../fixtures/random-checkpoint.ts";
import { testContext } from "../../hub/context.ts";
import { type Hub, openHub } from "../../hub/hub.ts";

const sizes = {
  headDim: 80,
  heads: 8,
  layers: 3,
  vocab: 4096,
  contextLength: 128,
  parallelResidual: true,
  seed: 5,
} as const;
const kinds = { torch: randomTorchCheckpoint(sizes), safetensors: randomCheckpoint(sizes) };

let hub: Hub;
beforeAll(async () => {
  const files = Object.entries(kinds).flatMap(([kind, folder]) =>
    Array.from(folder, ([path, bytes]) => [`a/${kind}/${path}`, bytes] as const),
  );
  hub = await openHub(files);
});
afterAll(() => hub.stop());

describe("looking at a checkpoint before it is fetched", () => {
  it.each(["torch", "safetensors"] as const)("[L51] takes a few kilobytes of headers (%s)", async (kind) => {
    const bytes = Math.max(...Array.from(kinds[kind].values(), ({ length }) => length));
    const before = hub.sentBytes();
    const context = testContext({ purpose: "look" });
    const source = { kind: "hub", host: hub.url, repository: `a/${kind}`, revision: "main" } as const;
    const { keepBytes, fetchBytes } = await sizeOf(await openSource(source, context), ["q8"]);
    expect(bytes).toBeGreaterThan(30e6);
    expect(fetchBytes / bytes).toBeGreaterThan(0.9);
    expect(keepBytes).toBeGreaterThan(15e6);
    expect(hub.sentBytes() - before).toBeLessThan(250_000);
    expect(context.fetchedBytes()).toBeLessThan(250_000);
  });
});
