import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { InstallProgress, InstallResult, LibraryList, VerifyResult } from "../../workers/contract/library-api.ts";
import type { LibraryCall } from "../browser/library-harness.ts";
import { openHarness } from "../browser/open-harness.ts";
import { dropFolder, withdrawFolders } from "../browser/picked-files.ts";
import { withPocketTokenizer } from "../fixtures/pocket-tokenizer.ts";
import { randomTorchCheckpoint } from "../fixtures/random-checkpoint.ts";

const folder = mkdtempSync(join(tmpdir(), "dolly-dropped-"));
const sizes = { headDim: 80, heads: 8, layers: 3, vocab: 4096, contextLength: 128, parallelResidual: true, seed: 5 };
for (const [name, bytes] of withPocketTokenizer(randomTorchCheckpoint(sizes))) {
  writeFileSync(join(folder, name), bytes);
}
// Of a private window the browser's settings know nothing.
const harness = await openHarness({ onDisk: true });
afterAll(async () => {
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

it("[L55] a folder whose permission is withdrawn in the middle is told in a sentence, and goes on once it is given again", async () => {
  const { page } = harness;
  const call = (method: LibraryCall["method"], argument: unknown) =>
    page.evaluate((each) => window.callLibrary(each), { method, argument } as LibraryCall);
  const source = await dropFolder(page, folder);
  const install = (from: typeof source, stop?: LibraryCall["stop"]) =>
    page.evaluate(
      ([each, when]) =>
        window.callLibrary({
          method: "install",
          argument: { source: each, dtypes: ["q8"], name: null },
          ...(when && { stop: when }),
        }),
      [from, stop] as const,
    );
  expect((await install(source, { how: "abort", atDoneBytes: 8e6 })).error?.name).toBe("AbortError");

  await withdrawFolders(page);
  const permission = () =>
    source.evaluate((each) => {
      const { handle } = each as { handle: { queryPermission?(options: { mode: "read" }): Promise<string> } };
      return handle.queryPermission?.({ mode: "read" });
    });
  await expect.poll(permission).toBe("prompt");
  expect((await install(source)).error).toEqual({
    name: "AppError",
    code: "bad-file",
    message: `The page may no longer read the folder ${basename(folder)}; pick it again.`,
  });
  const { models, partial } = (await call("list", null)).value as LibraryList;
  expect([models, partial.length]).toEqual([[], 1]);
  expect(partial[0]!.bytes).toBeGreaterThan(4e6);

  const { value, emitted, error } = await install(await dropFolder(page, folder));
  expect(error).toBeNull();
  const done = (emitted as InstallProgress[]).filter(({ phase }) => phase === "fetch").map((each) => each.doneBytes);
  expect(Math.min(...done.filter((bytes) => bytes > 0))).toBeGreaterThan(4e6);
  const { id } = (value as InstallResult).model.manifest;
  expect(((await call("verify", { id })).value as VerifyResult).damaged).toEqual([]);
});
