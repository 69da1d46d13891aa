/**
 * `npm run bench:load -- MODEL_FOLDER [--device webgpu] [--cycles 10] [--without-jspi] [--words 0]`: installs an exported model into a
 * real browser's private files, then loads and unloads it over and over, and prints how long each load took, how much of
 * the tab's memory it took at its peak, and how much was left after it. With words, it reads so many after each load and
 * answers two tokens, so that the peak has their keys and values in it. The last line is JSON.
 */

import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Device, KnownSetup } from "../../workers/contract/engine-api.ts";
import type { InstallResult } from "../../workers/contract/library-api.ts";
import { openHarness } from "../browser/open-harness.ts";
import { openHub } from "../hub/hub.ts";
import { watchProcesses } from "./process-tree.ts";

interface Cycle {
  readonly seconds: number;
  /** Of the tab's process, in 10^6 bytes. */
  readonly peakMegabytes: number | null;
  readonly leftMegabytes: number | null;
}

/** Runs the cycles; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      device: { type: "string", default: "webgpu" },
      cycles: { type: "string", default: "10" },
      "without-jspi": { type: "boolean", default: false },
      words: { type: "string", default: "0" },
    },
  });
  const [folder] = positionals;
  const device = values.device as Device;
  const withoutJspi = values["without-jspi"];
  if (folder === undefined || (device !== "webgpu" && device !== "wasm")) {
    console.error(
      "npm run bench:load -- MODEL_FOLDER [--device webgpu|wasm] [--cycles 10] [--without-jspi] [--words 0]",
    );
    return 1;
  }
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  const hub = await openHub(
    paths.map((path) => {
      const file = join(folder, path);
      return [
        `static/model/${path}`,
        { size: statSync(file).size, stream: (start: number, end: number) => createReadStream(file, { start, end }) },
      ] as const;
    }),
  );
  const harness = await openHarness({ hosts: [hub.url, hub.cdnUrl], onDisk: true });
  try {
    const { page } = harness;
    const source = { kind: "url", folderUrl: `${hub.url}/static/model/` } as const;
    const installed = await page.evaluate((call) => window.callLibrary(call), {
      method: "install" as const,
      argument: { source, dtypes: [device === "webgpu" ? "q4" : "q4f16"], name: null },
    });
    if (installed.error) throw new Error(installed.error.message);
    const { manifest, bytes } = (installed.value as InstallResult).model;

    await page.reload(); // without what the library needed
    const restingMegabytes = await resting();
    const cycles: Cycle[] = [];
    const words = Number(values.words);
    const requests = words > 0 ? [{ instruction: "word ".repeat(words), context: null, earlier: [] }] : [];
    // The first load compares the device with the model's golden results, as the page does once.
    let known: KnownSetup[] = [];
    for (let cycle = 0; cycle < Number(values.cycles); cycle++) {
      const watched = watchProcesses();
      const load = { source: { kind: "installed", id: manifest.id }, device, known } as const;
      const { loadMs, model } = await page.evaluate(
        ([asked, prompts, old]) => window.answerGreedily(asked, prompts, old, 2),
        [load, requests, withoutJspi] as const,
      );
      const peakMegabytes = watched.stop()?.tab?.peakMegabytes ?? null;
      known = [{ setup: model.setup, tested: model.tested, pieceTokens: null }];
      cycles.push({ seconds: loadMs / 1000, peakMegabytes, leftMegabytes: await resting() });
      console.log(JSON.stringify(cycles.at(-1)));
    }
    console.log(JSON.stringify({ device, withoutJspi, bytes, restingMegabytes, cycles }));
    return 0;
  } finally {
    await harness.close();
    await hub.stop();
  }
}

/** What the tab holds when nothing happens, after a moment in which it can tidy up. */
async function resting(): Promise<number | null> {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const watched = watchProcesses();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return watched.stop()?.tab?.peakMegabytes ?? null;
}
