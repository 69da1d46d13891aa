import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { main } from "../../../models/exporter/cli/main.ts";
import { randomCheckpoint, smallCheckpoint } from "../../fixtures/random-checkpoint.ts";
import { type Hub, openHub } from "../../hub/hub.ts";
import { exportToDisk, randomSource } from "../../parity/export-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "dolly-hub-"));
let hub: Hub;
let log = "";

beforeAll(async () => {
  const files = randomCheckpoint(smallCheckpoint);
  hub = await openHub(Array.from(files, ([name, bytes]) => [`someone/dolly/${name}`, bytes]));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    log += text;
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  hub.faults.length = 0;
  hub.requests.length = 0;
  log = "";
});

const run = (out: string, ...more: readonly string[]) =>
  main(["someone/dolly", "--host", hub.url, "--dtype", "q8,q4", "--out", join(folder, out), ...more]);

describe("npm run export from a hub", () => {
  it("[L13] makes the same model as from a folder, and names the commit it was made from", async () => {
    expect(await run("whole")).toBe(0);
    const fromDisk = await exportToDisk(randomSource(), ["q8", "q4"]);
    for (const { path } of fromDisk.manifest.files) {
      expect(readFileSync(join(folder, "whole", path))).toEqual(readFileSync(join(fromDisk.path, path)));
    }
    await fromDisk.remove();
    const manifest = JSON.parse(readFileSync(join(folder, "whole/manifest.json"), "utf8"));
    expect(manifest.source).toEqual({ repository: "someone/dolly", revision: hub.commit });
    expect(readdirSync(join(folder, "whole")).sort()).toEqual([
      ...["config.json", "generation_config.json", "manifest.json", "onnx"],
    ]);
  });

  it("[L14] goes on where a failed run was", async () => {
    await run("whole");
    hub.requests.length = 0;
    // The twelfth range is refused: some weights are finished by then.
    const push = hub.requests.push.bind(hub.requests);
    let seen = 0;
    hub.requests.push = (...requests) => {
      if (requests[0]!.server === "cdn" && ++seen === 12) {
        hub.faults.push({ kind: "status", status: 403, times: 1, path: "model.safetensors" });
      }
      return push(...requests);
    };
    expect(await run("broken")).toBe(1);
    hub.requests.push = push;
    expect(log).toContain("refuses someone/dolly/model.safetensors (403)");
    expect(existsSync(join(folder, "broken/manifest.json"))).toBe(false);
    expect(existsSync(join(folder, "broken/export.journal"))).toBe(true);
    expect(await run("broken")).toBe(0);
    for (const path of ["onnx/model_quantized.onnx_data", "onnx/model_q4.onnx_data", "manifest.json"]) {
      expect(readFileSync(join(folder, "broken", path))).toEqual(readFileSync(join(folder, "whole", path)));
    }
    expect(existsSync(join(folder, "broken/export.journal"))).toBe(false);
  });

  it("[L15] sends the token of HF_TOKEN and never shows it", async () => {
    vi.stubEnv("HF_TOKEN", "hf_secret");
    hub.faults.push({ kind: "status", status: 401, times: 1, path: "config.json" });
    expect(await run("private")).toBe(1);
    expect(hub.requests[0]!.authorization).toBe("Bearer hf_secret");
    expect(log).toContain("refuses someone/dolly/config.json (401)");
    expect(log).not.toContain("hf_secret");
  });

  it("[L15] says what a repository that is not there lacks", async () => {
    expect(await main(["someone/none", "--host", hub.url, "--dtype", "q4", "--out", folder])).toBe(1);
    expect(log).toBe("someone/none has no config.json.\n");
  });
});
