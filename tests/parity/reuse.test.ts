/** The whole engine in Chromium: what it reuses and drafts does not change what it says. */

import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import { root } from "../../scripts/root.mjs";
import type { PromptRequest } from "../../workers/contract/engine-api.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { exportInto, randomSource } from "./export-fixture.ts";
import { maxError, promptThenTokens } from "./steps.ts";
import { tolerances } from "./tolerances.ts";

const passage =
  "The Oresund bridge joins Sweden and Denmark. It was opened in July 2000 and is 7845 metres long. Trains and cars cross it.";
const ask = (instruction: string, context: string | null = passage): PromptRequest => ({
  instruction,
  context,
  earlier: [],
});
const length = ask("How long is the Oresund bridge?");
const opening = ask("When was the bridge opened?");
const poem = ask("Write a short poem about rain.", null);

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness?.close());

describe("the whole engine, on the processor", () => {
  async function answers(requests: readonly PromptRequest[]) {
    const load = { source: { kind: "url", folderUrl: `${harness.url}pocket/` }, device: "wasm" } as const;
    const { results } = await harness.page.evaluate(([request, asked]) => window.answerGreedily(request, asked), [
      load,
      requests,
    ] as const);
    return results;
  }

  it("[G12] says the same with what it read before, on every branch, and reads it once", async () => {
    cpSync(join(root, "public/pocket"), join(harness.folder, "pocket"), { recursive: true });
    const followUp = { ...opening, earlier: [{ ...length, response: "7845 metres" }] };
    const requests = [length, opening, poem, length, followUp, poem];
    const together = await answers(requests);
    const fresh = new Map<PromptRequest, string>();
    for (const request of new Set(requests)) fresh.set(request, (await answers([request]))[0]!.text);
    expect(together.map(({ text }) => text)).toEqual(requests.map((request) => fresh.get(request)));
    for (const [index, request] of requests.entries()) {
      const { reusedTokens, promptTokens } = together[index]!;
      if (requests.indexOf(request) < index) expect(reusedTokens).toBe(promptTokens - 1);
    }
    expect(together[0]!.reusedTokens).toBe(0);
    expect(together[1]!.reusedTokens).toBeGreaterThan(10);
  });
});

describe.each([
  { build: "wasm", device: "wasm", dtype: "q8" },
  { build: "jspi", device: "webgpu", dtype: "q4" },
] as const)("the engine's session on $build", ({ build, device, dtype }) => {
  it("[G7] takes up a branch it left, and gives every position's logits, as if it had never left", async () => {
    const folder = `branch-${build}`;
    await exportInto(diskFolder(join(harness.folder, folder)), randomSource(), [dtype]);
    const ids = Array.from({ length: 48 }, (_, index) => (index * 37 + 11) % 96);
    const runs = promptThenTokens(ids, 44);
    const request = { folderUrl: `${harness.url}${folder}/`, device, dtype, withoutJspi: false, runs, leaveFrom: 10 };
    const reply = await harness.page.evaluate((asked) => window.runSession(asked), request);
    if ("error" in reply) throw new Error(reply.error);
    expect(reply.runtime).toBe(build);
    expect(reply.back!.known).toBe(44);
    expect(maxError(reply.back!.logits, reply.logits.slice(1).flat())).toBeLessThan(tolerances[dtype]);
  });
});
