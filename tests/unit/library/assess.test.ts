import { describe, expect, it } from "vitest";
import type { DeviceFacts, Finding } from "../../../workers/contract/library-api.ts";
import { deviceOf, dtypesFor, type Judged, judge, parametersOf, runBytesOf } from "../../../workers/library/assess.ts";

const dolly3b = { layers: 32, heads: 32, headDim: 80, hidden: 2560, vocab: 50280, contextLength: 2048 };
const gpu: DeviceFacts = {
  gpu: { shaderF16: true, maxBufferBytes: 2 ** 31, maxBindingBytes: 2 ** 31 },
  memoryBytes: 8 * 2 ** 30,
  phone: false,
};
const keepBytes = 1.7e9;
const room = { usedBytes: 0, freeBytes: 10 * 2 ** 30, persisted: true };

function findings(change: Partial<Judged>): readonly Finding[] {
  const dtype = change.dtype === undefined ? "q4f16" : change.dtype;
  const facts = change.facts ?? gpu;
  const runBytes = runBytesOf(dolly3b, keepBytes, dtype ?? "q4", deviceOf(facts));
  const judged = { shape: dolly3b, dtype, facts: gpu, storage: room, writeBytes: keepBytes, runBytes };
  return judge({ ...judged, installed: false, ...change });
}

describe("will it run here", () => {
  it("[L47] has nothing to say of a device that has all it takes", () => {
    expect(findings({})).toEqual([]);
    expect(parametersOf(dolly3b) / 2_775_086_080).toBeCloseTo(1, 2);
  });

  it("[L47] picks what the device runs fastest", () => {
    expect(dtypesFor(gpu)[0]).toBe("q4f16");
    expect(dtypesFor({ ...gpu, gpu: { ...gpu.gpu!, shaderF16: false } })[0]).toBe("q4");
    expect(dtypesFor({ ...gpu, gpu: null })[0]).toBe("q4f16");
  });

  it.each<[string, Partial<Judged>, Finding["code"], boolean]>([
    ["room", { storage: { ...room, freeBytes: 1e9 } }, "no-room", true],
    ["a dtype", { dtype: null }, "wrong-dtype", true],
    ["the right dtype", { dtype: "q8" }, "wrong-dtype", true],
    [
      "a wide enough binding",
      { facts: { ...gpu, gpu: { ...gpu.gpu!, maxBindingBytes: 2 ** 26 } } },
      "binding-limit",
      true,
    ],
    ["memory", { facts: { ...gpu, memoryBytes: 2 * 2 ** 30 } }, "memory", true],
    ["memory, perhaps", { runBytes: 9e9 }, "memory", false],
    ["a larger heap", { facts: { ...gpu, gpu: null }, dtype: "q8", runBytes: 7e9 }, "heap-limit", true],
    ["a desk", { facts: { ...gpu, phone: true } }, "phone", true],
    ["an adapter", { facts: { ...gpu, gpu: null } }, "processor", false],
    ["16-bit floats", { facts: { ...gpu, gpu: { ...gpu.gpu!, shaderF16: false } }, dtype: "q4" }, "no-f16", false],
    ["a promise to keep it", { storage: { ...room, persisted: false } }, "not-persisted", false],
    ["nothing: it is here", { installed: true }, "installed", false],
  ])("[L48] says what is missing: %s", (_, change, code, blocks) => {
    const found = findings(change);
    expect(found.map((finding) => [finding.code, finding.blocks])).toContainEqual([code, blocks]);
    expect(found.map((finding) => finding.blocks)).toEqual(
      [...found.map((finding) => finding.blocks)].sort().reverse(),
    );
  });

  it("[L48] reckons on the processor with keys and values of a byte each", () => {
    const { contextLength, layers, heads, hidden } = dolly3b;
    const cache = contextLength * layers * (2 * hidden + 12 * heads);
    expect(runBytesOf(dolly3b, 1.75e9, "q4", "wasm")).toBe(1.75e9 + cache);
    expect(runBytesOf(dolly3b, 1.56e9, "q4f16", "wasm")).toBeLessThan(2.2e9);
    expect(runBytesOf(dolly3b, 1.75e9, "q4", "webgpu")).toBe(1.75e9 + contextLength * layers * 2 * hidden * 4);
  });

  it("[L48] names both numbers", () => {
    expect(findings({ storage: { ...room, freeBytes: 5e8 } })).toEqual([
      { code: "no-room", blocks: true, neededBytes: keepBytes, availableBytes: 5e8 },
    ]);
  });
});
