import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { checkpointFolder, diskFolder } from "../../../models/exporter/cli/disk-folder.ts";
import { directSource } from "../../../models/exporter/cli/disk-source.ts";
import { parseManifest } from "../../../models/manifest.ts";
import { randomCheckpoint, smallCheckpoint } from "../../fixtures/random-checkpoint.ts";
import { exportInto, randomSource } from "../../parity/export-fixture.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dolly-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = join(folder, "My Dolly");
mkdirSync(source);
for (const [name, bytes] of randomCheckpoint(smallCheckpoint)) writeFileSync(join(source, name), bytes);

function run(...args: readonly string[]) {
  const command = [join(root, "scripts/run.mjs"), "models/exporter/cli/main.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
}

describe("npm run export", () => {
  it("[L1] exports a folder, says what is missing and how large the variants are", () => {
    const out = join(folder, "out");
    const { status, stdout, stderr } = run(source, "--dtype", "q8,q4", "--out", out, "--revision", "abc");
    expect(stderr).toContain("Warning: ");
    expect(stderr).toMatch(/q4: 0\.\d MB, least exact tensor gpt_neox\.[\w.]+: max [\d.e-]+, mean [\d.e-]+\n/);
    expect([status, stdout]).toEqual([0, ""]);
    const manifest = parseManifest(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")));
    expect(manifest).toMatchObject({
      id: "my-dolly",
      name: "My Dolly",
      source: { repository: "My Dolly", revision: "abc" },
    });
    const found = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
    expect(new Set(found)).toEqual(new Set([...manifest.files.map(({ path }) => path), "manifest.json"]));
  });

  it.each<[string, readonly string[], string]>([
    [
      "a folder that is not there",
      [join(folder, "none"), "--dtype", "q4", "--out", folder],
      "none has no config.json.\n",
    ],
    [
      "an unknown dtype",
      [source, "--dtype", "q5", "--out", folder],
      "There is no dtype q5; choose from fp32, q8, q4, q4f16.\n",
    ],
    ["an unknown option", [source, "--fast"], "Unknown option '--fast'"],
    ["an impossible id", [source, "--dtype", "q4", "--out", join(folder, "id"), "--id", "?"], 'id is "?"'],
  ])("[L2] says in a sentence what is wrong with %s, and fails", (_, args, sentence) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("    at ");
  });

  /** In a namespace where DIR is a file system of its own, of a few pages; then it is given room. */
  const onSmallDisk = `
    mount -t tmpfs -o size=$SIZE tmpfs "$DIR" || exit 90
    "$@"; echo "status $?"; ls "$DIR" "$DIR/onnx"
    mount -o remount,size=64m "$DIR"
    "$@"; echo "status $?"
    cp -r "$DIR/." "$KEPT"`;
  const unshare = (...command: readonly string[]) => [process.getuid?.() === 0 ? "-m" : "-rm", "--", ...command];
  const canMount = spawnSync("unshare", unshare("mount", "-t", "tmpfs", "tmpfs", folder)).status === 0;

  it.runIf(canMount)("[L58] says that the disk is full, keeps what is finished, and goes on once there is room", () => {
    const [small, kept, whole] = ["small", "kept", "whole"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const each of [small, kept]) mkdirSync(each);
    const command = (out: string) => [source, "--dtype", "q8", "--out", out];
    run(...command(whole));
    const { size } = statSync(join(whole, "onnx/model_quantized.onnx_data"));
    const node = [process.execPath, join(root, "scripts/run.mjs"), "models/exporter/cli/main.ts", ...command(small)];
    const { status, stdout, stderr } = spawnSync("unshare", unshare("sh", "-c", onSmallDisk, "sh", ...node), {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, DIR: small, KEPT: kept, SIZE: String(size / 2) },
    });
    expect(status).toBe(0);
    const [full, after] = stdout.split("status 1\n");
    expect(full).toBe("");
    expect(after).toContain("model_quantized.onnx_data.partial");
    expect(after).toContain("export.journal");
    expect(after).not.toContain("manifest.json");
    expect(after).toContain("status 0");
    const [sentence] = stderr.split("\n");
    expect(sentence).toBe(
      `The disk has no room for more of ${small}/onnx/model_quantized.onnx_data. Free some space and give the same command again: it goes on where it was.`,
    );
    expect(stderr).not.toContain("    at ");
    for (const name of readdirSync(join(whole, "onnx"))) {
      expect(readFileSync(join(kept, "onnx", name)).equals(readFileSync(join(whole, "onnx", name)))).toBe(true);
    }
    expect(existsSync(join(kept, "manifest.json"))).toBe(true);
    expect(existsSync(join(kept, "export.journal"))).toBe(false);
  });

  it("[L3] explains itself", () => {
    const asked = run("--help");
    expect([asked.status, asked.stderr]).toEqual([0, ""]);
    expect(asked.stdout).toContain("npm run export -- SOURCE --dtype");
    expect(run()).toMatchObject({ status: 1, stdout: "", stderr: asked.stdout });
  });
});

describe("a folder on disk", () => {
  it("[L4] shows a file only when it is whole", async () => {
    const path = join(folder, "partial");
    const sink = await diskFolder(path).create("deep/file");
    await sink.write(Uint8Array.of(1, 2));
    expect(existsSync(join(path, "deep/file"))).toBe(false);
    await sink.close();
    expect([...readFileSync(join(path, "deep/file"))]).toEqual([1, 2]);
  });

  it("[L4] keeps nothing of a file that was given up", async () => {
    const path = join(folder, "aborted");
    const controller = new AbortController();
    const onProgress = ({ tensor }: { tensor: string | null }) => {
      if (tensor?.includes("layers.1")) controller.abort();
    };
    const options = { signal: controller.signal, onProgress };
    await expect(exportInto(diskFolder(path), randomSource(), ["q4"], options)).rejects.toThrow();
    expect(readdirSync(join(path, "onnx"))).toEqual([]);
  });

  it("[K8] gives a checkpoint's bytes as they are, past the page cache or through it", async () => {
    const bytes = Uint8Array.from({ length: 9_500_000 }, (_, i) => (i * 31) ^ (i >> 9));
    writeFileSync(join(folder, "checkpoint"), bytes);
    const source = (await checkpointFolder(folder).open("checkpoint"))!;
    for (let at = 0; at < bytes.length; at += 1_234_567) {
      const length = Math.min(1_234_567, bytes.length - at);
      const read = await source.read(at, length, new Uint8Array(length));
      expect(Buffer.compare(read, bytes.subarray(at, at + length))).toBe(0);
    }
    const direct = directSource(join(folder, "checkpoint"), bytes.length);
    for (const [offset, length] of [
      [4096, 2 ** 20],
      [5, 2 ** 21],
      [8 * 2 ** 20, 500],
    ] as const) {
      const read = await direct.read(offset, length);
      expect(Buffer.compare(read, bytes.subarray(offset, offset + length))).toBe(0);
    }
    rmSync(join(folder, "checkpoint"));
    await expect(direct.read(0, 2 ** 20)).rejects.toMatchObject({ code: "bad-file" });
  });

  it("[L5] tells a missing file from one that cannot be read", async () => {
    const disk = diskFolder(folder);
    expect(await disk.open("none")).toBeNull();
    expect(await disk.open("none/deeper")).toBeNull();
    expect(await disk.open("My Dolly")).toBeNull();
    writeFileSync(join(folder, "gone"), "abc");
    const file = await disk.open("gone");
    expect([...(await file!.read(1, 2))]).toEqual([98, 99]);
    rmSync(join(folder, "gone"));
    await expect(file!.read(0, 1)).rejects.toMatchObject({ code: "bad-file" });
    writeFileSync(join(folder, "file"), "");
    await expect(disk.create("file/below")).rejects.toThrow("cannot be written");
  });
});
