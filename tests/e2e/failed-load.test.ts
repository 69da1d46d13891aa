import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import { IR_VERSION } from "../../models/exporter/onnx.ts";
import type { Golden } from "../../models/manifest.ts";
import type { Device } from "../../workers/contract/engine-api.ts";
import type { GpuFault } from "../browser/faulty-gpu.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { memoryFolder } from "../fixtures/memory-folder.ts";
import { withPocketTokenizer } from "../fixtures/pocket-tokenizer.ts";
import { randomCheckpoint, smallCheckpoint } from "../fixtures/random-checkpoint.ts";
import { exportInto } from "../parity/export-fixture.ts";

const request = { instruction: "Say something.", context: null, earlier: [] };

let harness: Harness;
let golden: Golden;

beforeAll(async () => {
  harness = await openHarness();
  for (const [name, seed] of [
    ["good", 1],
    ["other", 2],
  ] as const) {
    const sizes = { ...smallCheckpoint, vocab: 4096, contextLength: 128, seed };
    const files = withPocketTokenizer(randomCheckpoint(sizes));
    await exportInto(diskFolder(folderOf(name)), memoryFolder(files, name), ["q8", "q4"]);
    golden = JSON.parse(readFileSync(join(folderOf(name), "manifest.json"), "utf8")).variants[0].golden;
    // A software adapter takes its time over them.
    changeManifest(folderOf(name), ({ variants }) => {
      for (const variant of variants) delete variant.golden;
    });
  }
});
afterAll(() => harness?.close());

const folderOf = (name: string) => join(harness.folder, "models", name);

/** A copy of the second model with something wrong. */
function damaged(name: string, damage: (folder: string) => void): string {
  cpSync(folderOf("other"), folderOf(name), { recursive: true });
  damage(folderOf(name));
  return name;
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest is changed in ways that it may not be
function changeManifest(folder: string, change: (manifest: any) => void): void {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

/** Changes a file, and what the manifest says of its bytes. */
function changeFile(folder: string, path: string, change: (bytes: Uint8Array) => void): void {
  const bytes = readFileSync(join(folder, path));
  change(bytes);
  writeFileSync(join(folder, path), bytes);
  changeManifest(folder, ({ files }) => {
    const file = files.find((each: { path: string }) => each.path === path);
    file.sha256 = createHash("sha256").update(bytes).digest("hex");
  });
}

interface Options {
  readonly faults?: readonly GpuFault[];
  readonly checkOnly?: boolean;
  readonly newTokens?: number;
}

async function loadAfterGood(
  second: string,
  device: Device,
  { faults = [], checkOnly = false, newTokens = 1 }: Options = {},
) {
  const load = (name: string) => ({
    source: { kind: "url", folderUrl: `${harness.url}models/${name}/` } as const,
    device,
  });
  const asked = { first: load("good"), second: load(second), faults, checkOnly, request, newTokens };
  const { answers, error, devices } = await harness.page.evaluate((each) => window.loadAndFail(each), asked);
  return { answers, asBefore: JSON.stringify(answers[0]) === JSON.stringify(answers[1]), error, devices };
}

const faulty: readonly (readonly [string, (folder: string) => void, string, RegExp])[] = [
  [
    "a manifest of a newer version",
    (folder) => changeManifest(folder, (manifest) => Object.assign(manifest, { format: 99 })),
    "unsupported",
    /format 99 .* up to 2/,
  ],
  [
    "a graph of a newer version",
    (folder) => {
      for (const dtype of ["q4", "quantized"]) {
        changeFile(folder, `onnx/model_${dtype}.onnx`, (graph) => {
          expect([...graph.subarray(0, 2)]).toEqual([8, IR_VERSION]); // field 1, a whole number: the format's version
          graph[1] = IR_VERSION + 1;
        });
      }
    },
    "unsupported",
    new RegExp(`version ${IR_VERSION + 1} of the format .* reads up to ${IR_VERSION}`),
  ],
  [
    "a graph that is none",
    (folder) =>
      changeManifest(folder, ({ variants }) => {
        for (const variant of variants) variant.graph = "config.json";
      }),
    "bad-file",
    /./,
  ],
  [
    "a file that is missing",
    (folder) =>
      changeManifest(folder, ({ files, variants }) => {
        for (const entry of files) entry.path = entry.path.replace(".onnx_data", ".gone");
        for (const variant of variants)
          variant.data = variant.data.map((path: string) => path.replace(".onnx_data", ".gone"));
      }),
    "http",
    /404/,
  ],
  [
    "weights cut short",
    (folder) => {
      for (const dtype of ["q4", "quantized"]) {
        const path = join(folder, `onnx/model_${dtype}.onnx_data`);
        writeFileSync(path, readFileSync(path).subarray(0, 1000));
      }
    },
    "integrity",
    /1000 bytes came/,
  ],
  [
    "other results than its manifest says, which only a run can tell",
    (folder) =>
      changeManifest(folder, ({ variants }) => {
        for (const variant of variants) {
          variant.golden = structuredClone(golden);
          for (const position of variant.golden.positions) position.logits = position.logits.toReversed();
        }
      }),
    "wrong-results",
    /computes something else/,
  ],
];

describe("a model that cannot be loaded", () => {
  it.each(faulty)("[D9] leaves the one before answering: %s", async (what, damage, code, message) => {
    const name = damaged(what.replaceAll(/\W/g, "-"), damage);
    const { asBefore, error } = await loadAfterGood(name, "wasm");
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(asBefore).toBe(true);
  });

  it("[D9] is found out by a check too, which lets nothing go", async () => {
    const [what] = faulty[0]!;
    const { asBefore, error } = await loadAfterGood(what.replaceAll(/\W/g, "-"), "wasm", { checkOnly: true });
    expect(error?.code).toBe("unsupported");
    expect(asBefore).toBe(true);
    expect((await loadAfterGood("other", "wasm", { checkOnly: true })).error).toBeNull();
  });
});

describe("a graphics device", () => {
  let buffers: number;
  let dispatches: number;

  it("[D10] is given back when its model goes, and another one is taken for the next", async () => {
    const { answers, error, devices } = await loadAfterGood("other", "webgpu", { newTokens: 2 });
    expect(error).toBeNull();
    expect(answers.map((ids) => ids.length)).toEqual([2, 2]);
    expect(devices.map(({ lost }) => lost)).toEqual(["destroyed", null]);
    buffers = devices[1]!.buffers;
    dispatches = devices[0]!.dispatches;
    expect(buffers).toBeGreaterThan(20);
  });

  it("[D8] [D9] whose limits are too small leaves the model before untouched", async () => {
    const small = { device: 1, kind: "small", at: 0 } as const;
    const { asBefore, error, devices } = await loadAfterGood("other", "webgpu", { faults: [small], checkOnly: true });
    expect(error).toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(/binds 0.01 MB at once, and the model's \S+ has \S+ MB/),
    });
    expect(asBefore).toBe(true);
    expect(devices.map(({ lost }) => lost)).toEqual([null, "destroyed"]);
  });

  it.each([
    ["refuse", 0.02, "out-of-memory", /refused memory of .* MB for .*has given .* MB/],
    ["refuse", 0.95, "out-of-memory", /refused memory of .* MB for .*has given .* MB/],
    ["lose", 0.5, "device-lost", /stopped answering/],
  ] as const)(
    "[D11] that fails while a model loads says why, and the model before answers: %s at %d",
    async (kind, share, code, message) => {
      const fault = { device: 1, kind, at: Math.floor(share * buffers) };
      const { answers, asBefore, error, devices } = await loadAfterGood("other", "webgpu", { faults: [fault] });
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
      expect(answers).toEqual([answers[0], answers[0]]);
      expect(asBefore).toBe(true);
      expect(devices.map(({ lost }) => lost)).toEqual(["destroyed", "destroyed", null]);
    },
  );

  it.each([
    ["onnxruntime's", 0, 1],
    ["our own", 1, 2],
  ])("[D12] that refuses a command is not believed: %s", async (_, share, newTokens) => {
    const fault = { device: 0, kind: "invalid", at: share * (dispatches - 1) } as const;
    const { answers, error } = await loadAfterGood("other", "webgpu", { faults: [fault], newTokens });
    expect(answers[0]).toMatch(/^wrong-results: The graphics device refused a command.*workgroup/i);
    expect(error).toBeNull();
    expect(answers[1]).toHaveLength(newTokens);
  });
});
