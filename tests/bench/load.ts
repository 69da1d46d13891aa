/**
 * `npm run bench:load -- MODEL_FOLDER [--device webgpu] [--cycles 10] [--without-jspi] [--words 0] [--untested] [--cold] [--compare]`: installs an exported
 * model into a real browser's private files, then loads and unloads it over and over, and prints how long each load took,
 * how much of the tab's memory it took at its peak, and how much was left after it. Before each load the same files are
 * read and forgotten, to compare with. On the processor a short instruction follows each load, whose first token ends the
 * time "to the first token". With words, it reads so many too and answers, so that the peak has their keys and values in
 * it. `--untested`: without comparing results, which takes a software adapter minutes. `--cold`: the system forgets the files before each reading and each load, so that both come
 * from the disk (on Linux). `--compare`: in the end, how far the graphics device's and the processor's logits are from the model's
 * golden results, which are float64's on the same weights, and whether both answer alike. The last line is JSON.
 */

import { execFileSync } from "node:child_process";
import { createReadStream, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Dtype, MANIFEST_NAME, type Manifest } from "../../models/manifest.ts";
import type { Device, KnownSetup, LoadRequest } from "../../workers/contract/engine-api.ts";
import type { InstallResult } from "../../workers/contract/library-api.ts";
import { relativeError } from "../../workers/engine/self-test.ts";
import { type Harness, openHarness } from "../browser/open-harness.ts";
import { openHub } from "../hub/hub.ts";
import { watchProcesses } from "./process-tree.ts";
import { withoutGolden } from "./without-golden.ts";

interface Cycle {
  /** Of reading the files alone. */
  readonly readSeconds: number;
  readonly seconds: number;
  /** From the start of the load; null where nothing was asked. */
  readonly firstTokenSeconds: number | null;
  /** After the short instruction, and after the words. */
  readonly tokensPerSecond: readonly (number | null)[];
  /** Of the tab's process, in 10^6 bytes. */
  readonly peakMegabytes: number | null;
  readonly ownPeakMegabytes: number | null;
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
      untested: { type: "boolean", default: false },
      cold: { type: "boolean", default: false },
      compare: { type: "boolean", default: false },
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
      const name = `static/model/${path}`;
      if (values.untested && path === MANIFEST_NAME) return [name, withoutGolden(file)] as const;
      return [
        name,
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
    const instructions = [...(device === "wasm" ? ["Hello."] : []), ...(words > 0 ? ["word ".repeat(words)] : [])];
    const requests = instructions.map((instruction) => ({ instruction, context: null, earlier: [] }));
    const newTokens = device === "wasm" ? 16 : 2;
    // The first load compares the device with the model's golden results, as the page does once.
    let known: KnownSetup[] = [];
    for (let cycle = 0; cycle < Number(values.cycles); cycle++) {
      const forget = () => values.cold && forgetFiles(harness.profile!);
      forget();
      const readSeconds = (await page.evaluate((id) => window.readModel(id), manifest.id)) / 1000;
      forget();
      const watched = watchProcesses();
      const load = { source: { kind: "installed", id: manifest.id } as const, device, known };
      const { loadMs, model, results } = await page.evaluate(
        ([asked, prompts, old, tokens]) => window.answerGreedily(asked, prompts, old, tokens),
        [load, requests, withoutJspi, newTokens] as const,
      );
      const { peakMegabytes = null, ownPeakMegabytes = null } = watched.stop()?.tab ?? {};
      known = [{ setup: model.setup, tested: model.tested, pieceTokens: null }];
      const firstTokenSeconds = device === "wasm" ? (loadMs + results[0]!.firstTokenMs) / 1000 : null;
      const peaks = { peakMegabytes, ownPeakMegabytes, leftMegabytes: await resting() };
      const tokensPerSecond = results.map((each) => each.tokensPerSecond);
      cycles.push({ readSeconds, seconds: loadMs / 1000, firstTokenSeconds, tokensPerSecond, ...peaks });
      console.log(JSON.stringify(cycles.at(-1)));
    }
    const compared = values.compare
      ? await compareDevices(harness, folder, { source: { kind: "installed", id: manifest.id }, known }, withoutJspi)
      : null;
    console.log(JSON.stringify({ device, withoutJspi, bytes, restingMegabytes, cycles, compared }));
    return 0;
  } finally {
    await harness.close();
    await hub.stop();
  }
}

interface Compared {
  readonly device: Device;
  /** Of the logits after each of the golden results' positions: how far they are off, as a share of their spread. */
  readonly errors: readonly number[];
  /** At how many of these positions the likeliest id is float64's. */
  readonly sameLikeliest: number;
  /** Ids of a greedy answer. */
  readonly answer: readonly number[];
}

/** A model in 4 bits, in a folder and installed, on the graphics device and on the processor. */
async function compareDevices(
  { folder, url, page }: Harness,
  model: string,
  load: Pick<LoadRequest, "source" | "known">,
  withoutJspi: boolean,
) {
  const dtype: Dtype = "q4";
  const { variants } = JSON.parse(readFileSync(join(model, MANIFEST_NAME), "utf8")) as Manifest;
  const golden = variants.find((variant) => variant.dtype === dtype)?.golden;
  if (!golden) throw new Error(`The model has no golden results for ${dtype}.`);
  symlinkSync(resolve(model), join(folder, "compared"));
  const folderUrl = `${url}compared/`;
  const first = golden.ids.length - golden.positions.length + 1;
  const runs = [golden.ids.slice(0, first), ...golden.ids.slice(first).map((id) => [id])];
  const compared: Compared[] = [];
  for (const device of ["webgpu", "wasm"] as const) {
    const reply = await page.evaluate((asked) => window.runSession(asked), {
      folderUrl,
      device,
      dtype,
      withoutJspi,
      runs,
    });
    if ("error" in reply) throw new Error(reply.error);
    const { results } = await page.evaluate(([asked, prompts, old]) => window.answerGreedily(asked, prompts, old, 4), [
      { ...load, device },
      [{ instruction: "Name three colours.", context: null, earlier: [] }],
      withoutJspi,
    ] as const);
    const likeliest = reply.logits.map((logits) => logits.indexOf(logits.reduce((most, each) => Math.max(most, each))));
    compared.push({
      device,
      errors: golden.positions.map(({ logits: expected }, index) =>
        relativeError(
          golden.probes.map((id) => reply.logits[index]![id]!),
          expected,
        ),
      ),
      sameLikeliest: golden.positions.filter(({ greedy }, index) => likeliest[index] === greedy).length,
      answer: results[0]!.ids,
    });
    console.log(JSON.stringify(compared.at(-1)));
  }
  return compared;
}

/** Has the system drop what it keeps in memory of a folder's files. */
function forgetFiles(folder: string): void {
  execFileSync("sync");
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    execFileSync("dd", [`if=${file}`, "iflag=nocache", "count=0"], { stdio: "ignore" });
  }
}

/** What the tab holds when nothing happens, after a moment in which it can tidy up. */
async function resting(): Promise<number | null> {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const watched = watchProcesses();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return watched.stop()?.tab?.peakMegabytes ?? null;
}
