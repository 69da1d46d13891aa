import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newTally, quantizeBlocks } from "../../../models/exporter/quantize.ts";
import { type Check, isCorrect, refuses } from "../../bench/pocket-score.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const rows: readonly { kind: string; split: string; instruction: string; response: string; check: Check }[] =
  JSON.parse(readFileSync(join(root, "models/pocket/heldout.json"), "utf8"));

describe("scoring", () => {
  it.each<[string, Check, boolean]>([
    ["positive", { exact: ["Positive."] }, true],
    ["Positive, I think", { exact: ["Positive"] }, false],
    ["It took 2 hours.", { contains: ["2"] }, true],
    ["It took 12 hours.", { contains: ["2"] }, false],
    ["I do not know.", { any: ["not know", "no idea"] }, true],
    ["27 + 40 = 67, 67 + 5 = 72. So 27 + 45 = 72.", { number: 72 }, true],
    ["3 - 5 = -2.", { number: -2 }, true],
    ["72 + 1 = 73", { number: 72 }, false],
    ["no idea", { number: 72 }, false],
    ["1. A dog\n2. A cat", { items: { count: 2, of: ["A cat", "A dog"] } }, true],
    ["1. A dog\n2. A dog", { items: { count: 2, of: ["A cat", "A dog"] } }, false],
    ["1. A dog", { items: { count: 2, of: ["A cat", "A dog"] } }, false],
  ])("[Q3] %j by %j: %s", (answer, check, correct) => {
    expect(isCorrect(answer, check)).toBe(correct);
  });

  it("[Q3] counts each held-out row's own answer, and hardly ever another's", () => {
    expect(rows.filter(({ response, check }) => !isCorrect(response, check))).toEqual([]);
    const strangers = rows.filter(({ check }, index) => isCorrect(rows[(index + 97) % rows.length]!.response, check));
    expect(strangers.length).toBeLessThan(rows.length / 50);
  });

  it("[Q3] knows a refusal from an answer", () => {
    expect(rows.filter(({ kind, response }) => kind === "unknown" && !refuses(response))).toEqual([]);
    expect(refuses("The passage does not say.")).toBe(false);
  });
});

describe("the held-out rows", () => {
  it("[Q4] hold every kind, with new fillers and with new phrasings", () => {
    const kinds = [...new Set(rows.map(({ kind }) => kind))];
    expect(kinds).toHaveLength(13);
    for (const kind of kinds) {
      const splits = new Set(rows.filter((row) => row.kind === kind).map(({ split }) => split));
      if (kind !== "small talk") expect(splits, kind).toContain("fillers");
      if (kind !== "follow-up") expect(splits, kind).toContain("phrasings");
    }
  });
});

describe("training", () => {
  /** Its other half is models/pocket/test_pocket.py, which holds torch to the same file. */
  it("[Q8] computes with the 4-bit weights that the exporter makes: the same steps and scales", () => {
    const blocks: { values: number[]; steps: number[]; scale: number }[] = JSON.parse(
      readFileSync(join(root, "models/pocket/quantized-blocks.json"), "utf8"),
    );
    expect(blocks.length).toBeGreaterThan(10);
    for (const { values, steps, scale } of blocks) {
      const codes = new Uint8Array(values.length / 2);
      const scales = new Float32Array(1);
      quantizeBlocks(Float32Array.from(values), "float32", codes, scales, newTally());
      expect(Array.from(values, (_, i) => ((codes[i >> 1]! >> (i % 2 ? 4 : 0)) & 15) - 8)).toEqual(steps);
      expect(scales[0]).toBe(scale);
    }
  });
});

describe("the bundled model", () => {
  it("[Q5] comes to at most 24 MB", () => {
    const folder = join(root, "public/pocket");
    const files = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, String(name))));
    const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThanOrEqual(24_000_000);
  });
});
