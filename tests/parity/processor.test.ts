/** The processor's engine in Chromium: however many threads, whichever instructions, the same bits. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskFolder } from "../../models/exporter/cli/disk-folder.ts";
import type { Dtype } from "../../models/manifest.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import type { SessionPlace } from "../browser/open-session.ts";
import { exportInto, randomSource } from "./export-fixture.ts";
import { promptThenTokens } from "./steps.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness?.close());

describe.each(["q4", "q8", "fp32"] as const)("the processor's engine with %s", (dtype: Dtype) => {
  async function logits(processor: NonNullable<SessionPlace["processor"]>, stored = false) {
    const ids = Array.from({ length: 90 }, (_, index) => (index * 37 + 11) % 96);
    const folderUrl = `${harness.url}threads-${dtype}/`;
    const request = { folderUrl, device: "wasm", dtype, processor, stored, withoutJspi: false } as const;
    const runs = promptThenTokens(ids, 80);
    const reply = await harness.page.evaluate((asked) => window.runSession(asked), { ...request, runs });
    if ("error" in reply) throw new Error(reply.error);
    return { threads: reply.threads, logits: reply.logits };
  }

  it("[G34] computes the same bits with one thread and with three, whichever of them load the weights, by relaxed instructions and by plain ones", async () => {
    const source = randomSource({ headDim: 80, heads: 4, seed: 5, contextLength: 128 });
    await exportInto(diskFolder(join(harness.folder, `threads-${dtype}`)), source, [dtype]);
    const alone = await logits({ threads: 1, instructions: "plain" });
    expect(alone.logits.length).toBe(11);
    for (const threads of [1, 2, 3]) {
      const together = await logits({ threads, instructions: "relaxed" });
      expect(together).toEqual({ threads, logits: alone.logits });
    }
    expect(await logits({ threads: 3, instructions: "plain" })).toEqual({ threads: 3, logits: alone.logits });
    expect(await logits({ threads: 3 }, true)).toEqual({ threads: 3, logits: alone.logits });
  });
});

describe("a thread of the processor's engine", () => {
  /** What the engine says when each of its helpers begins with a line of its own. */
  async function errorWith(line: string): Promise<string> {
    const folderUrl = `${harness.url}failing/`;
    await exportInto(diskFolder(join(harness.folder, "failing")), randomSource({ headDim: 80, heads: 4 }), ["q4"]);
    const scripts = readdirSync(join(harness.folder, "assets")).map((name) => join(harness.folder, "assets", name));
    const script = scripts.find((path) => readFileSync(path, "utf8").includes("What it was given could not be read"))!;
    const whole = readFileSync(script, "utf8");
    writeFileSync(script, `${line}\n${whole}`);
    const context = await harness.page.context().browser()!.newContext(); // the other one keeps the script
    const page = await context.newPage();
    await page.goto(`${harness.url}harness.html`);
    const processor = { threads: 3 };
    const request = {
      folderUrl,
      device: "wasm",
      dtype: "q4",
      processor,
      withoutJspi: false,
      runs: [[1, 2, 3]],
    } as const;
    const reply = await page.evaluate((asked) => window.runSession(asked), request);
    await context.close();
    writeFileSync(script, whole);
    return "error" in reply ? reply.error : "none";
  }

  it("[G35] is an error at once when it does not start, breaks off while it does, or in mid-computation", async () => {
    expect(await errorWith("")).toBe("none");
    expect(await errorWith('WebAssembly.instantiate = async () => { throw new Error("no room"); };')).toMatch(
      /A thread of the engine did not start: .*no room/,
    );
    /** `rows`: one only while it starts. */
    const trap = (when: string) => `const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...given) => {
        const { exports } = await instantiate.apply(WebAssembly, given);
        const product = (...all) => {
          const rows = all[4];
          if (${when}) throw new WebAssembly.RuntimeError("injected");
          exports.product(...all);
        };
        return { exports: { ...exports, product } };
      };`;
    for (const when of ["rows === 1", "rows > 1"]) {
      expect(await errorWith(trap(when))).toMatch(/The engine broke off: another of its threads failed/);
    }
  });
});
