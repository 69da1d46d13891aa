import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { diskFolder } from "../../../models/exporter/cli/disk-folder.ts";
import { type Dtype, type Golden, parseManifest } from "../../../models/manifest.ts";
import { testSession, toleranceOf } from "../../../workers/engine/self-test.ts";
import type { RunOptions, Session } from "../../../workers/engine/session.ts";
import { memoryFolder } from "../../fixtures/memory-folder.ts";
import { openSession } from "../../fixtures/random-session.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";
import { referenceLogits } from "../../parity/reference.ts";
import { loadCheckpoint } from "../../parity/weights.ts";

const tolerance = toleranceOf({ gpu: null }, "q4");

async function exported(dtype: Dtype, headDim: 16 | 80 | 128, parallelResidual = true) {
  const source = randomSource({ headDim, seed: headDim, contextLength: 64, parallelResidual });
  const output = memoryFolder([], "random model");
  const manifest = await exportInto(output, source, [dtype]);
  return { source, output, manifest, golden: manifest.variants[0]!.golden! };
}

type Change = (logits: Float32Array, read: number, position: number) => Float32Array;

/** A session whose logits are changed on their way. */
function wrong(session: Session, change: Change) {
  return {
    givesAllLogits: session.givesAllLogits,
    shape: session.shape,
    truncate: (length: number) => session.truncate(length),
    run: async (ids: readonly number[], options?: RunOptions) =>
      change(await session.run(ids, options), ids.length, session.position),
  };
}

/** As few as a large model affords: each of them is read by itself. */
async function fewPositions(session: Session, { ids, probes }: Golden): Promise<Golden> {
  const few = ids.slice(0, 4);
  const positions: Golden["positions"][number][] = [];
  for (const id of few) {
    const logits = await session.run([id]);
    positions.push({ greedy: logits.indexOf(Math.max(...logits)), logits: probes.map((probe) => logits[probe]!) });
  }
  session.truncate(0);
  return { ids: few, probes, positions };
}

describe("the golden results in a manifest", () => {
  it.each([
    ["fp32", 16],
    ["q4", 80],
    ["q8", 128],
    ["q4f16", 80],
  ] as const)("[X6] are what the written weights compute in float64: %s, heads of %i", async (dtype, headDim) => {
    const { source, golden } = await exported(dtype, headDim, headDim !== 128);
    const { config, weights } = await loadCheckpoint(source);
    const expected = referenceLogits(config, weights(dtype), golden.ids).slice(-golden.positions.length);
    expect(golden.ids.length).toBeGreaterThan(40);
    golden.positions.forEach(({ logits, greedy }, index) => {
      const row = expected[index]!;
      expect(row[greedy]).toBe(Math.max(...row));
      logits.forEach((logit, probe) => {
        expect(logit).toBeCloseTo(row[golden.probes[probe]!]!, 4);
      });
    });
  });
});

describe("a device", () => {
  it.each(["fp32", "q4", "q8", "q4f16"] as const)("[X6] that computes right is trusted: %s", async (dtype) => {
    const { output, manifest, golden } = await exported(dtype, 80);
    const session = await openSession(output, manifest, dtype);
    await testSession(session, golden, tolerance);
    expect(session.position).toBe(0);
    await session.dispose();
  });

  it.each([
    ["nothing but zeros", (logits: Float32Array) => logits.fill(0)],
    ["no numbers", (logits: Float32Array) => logits.fill(Number.NaN)],
    ["the logits of other ids", (logits: Float32Array) => logits.toReversed()],
    [
      "wrong only after long prefills",
      (logits: Float32Array, read: number) => (read < 32 ? logits : logits.toSorted()),
    ],
    ["wrong only when it decodes", (logits: Float32Array, read: number) => (read > 1 ? logits : logits.toSorted())],
  ])("[X6] is found out when it computes %s", async (_, change) => {
    const { output, manifest, golden } = await exported("q8", 16);
    const session = await openSession(output, manifest, "q8");
    await expect(testSession(wrong(session, change), golden, tolerance)).rejects.toMatchObject({
      code: "wrong-results",
    });
    await session.dispose();
  });

  it.each<[string, Change]>([
    ["wrong when it reads several at once", (logits, read) => (read < 2 ? logits : logits.toSorted())],
    ["wrong past the first tile of many", (logits, read) => (read < 40 ? logits : logits.fill(0, logits.length / 2))],
    [
      "wrong where there is much before",
      (logits, read, position) => (read > 1 || position < 20 ? logits : logits.toSorted()),
    ],
    ["no numbers in long reads", (logits, read) => (read < 32 ? logits : logits.fill(Number.NaN))],
  ])("[X6] is found out by a large model's few positions too when it computes %s", async (_, change) => {
    const { output, manifest, golden } = await exported("q8", 16);
    const session = await openSession(output, manifest, "q8");
    const few = await fewPositions(session, golden);
    await testSession(session, few, tolerance);
    await expect(testSession(wrong(session, change), few, tolerance)).rejects.toMatchObject({
      code: "wrong-results",
    });
    await session.dispose();
  });

  it("[X6] that computes right is trusted with the bundled model", async () => {
    const folder = fileURLToPath(new URL("../../../public/pocket", import.meta.url));
    const manifest = parseManifest(JSON.parse(readFileSync(`${folder}/manifest.json`, "utf8")));
    const { dtype, golden } = manifest.variants[0] as { dtype: Dtype; golden: Golden };
    expect(golden.ids.length).toBeGreaterThan(40);
    const session = await openSession(diskFolder(folder), manifest, dtype);
    await testSession(session, golden, tolerance);
    await session.dispose();
  });
});
