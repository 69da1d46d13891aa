import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpoints } from "../../../models/catalogue.ts";
import { refuseChanged } from "../../../workers/library/known-file.ts";
import { hubFolder } from "../../../workers/library/remote-folder.ts";
import { testContext } from "../../hub/context.ts";
import { type Hub, openHub } from "../../hub/hub.ts";

const known = checkpoints.find(({ sha256 }) => sha256 !== null)!;
const bytes = new Uint8Array(20_000).fill(7);
const hash = createHash("sha256").update(bytes).digest("hex");

let hub: Hub;
beforeAll(async () => {
  hub = await openHub(
    [known.repository, "someone/dolly"].map((repository) => [`${repository}/pytorch_model.bin`, bytes] as const),
  );
});
afterAll(() => hub.stop());

const folderOf = (repository: string) => hubFolder({ host: hub.url, repository, revision: "main" }, testContext());

describe("a checkpoint that the catalogue knows", () => {
  it("[L56] is refused where the hub's is another one, with both hashes, before a byte of it", async () => {
    hub.requests.length = 0;
    await expect(folderOf(known.repository).open("pytorch_model.bin")).rejects.toMatchObject({
      code: "integrity",
      message: expect.stringMatching(new RegExp(`SHA-256 is ${hash}, .* has ${known.sha256}`)),
    });
    expect(hub.requests.map(({ path }) => path)).toEqual([`/api/models/${known.repository}/tree/main`]);
  });

  it("[L56] is taken where the list names the same hash, names none, or there is no list", async () => {
    const place = { host: hub.url, repository: known.repository, revision: "main" };
    const listOf = (body: unknown) => {
      const answer = new Uint8Array(new TextEncoder().encode(JSON.stringify(body)));
      return openHub([[`api/models/${known.repository}/tree/other`, answer]]);
    };
    for (const body of [
      [{ path: "pytorch_model.bin", lfs: { oid: known.sha256 } }],
      [{ path: "pytorch_model.bin" }],
      [],
      null,
      "nonsense",
    ]) {
      const other = await listOf(body);
      // A path of the static kind: this hub's own list is made from its files.
      await expect(refuseChanged({ ...place, host: other.url, revision: "other" }, testContext())).resolves.toBe(
        undefined,
      );
      await other.stop();
    }
    await expect(refuseChanged({ ...place, host: "http://localhost:9" }, testContext())).resolves.toBe(undefined);
  });

  it("[L56] is the only one judged", async () => {
    const source = await folderOf("someone/dolly").open("pytorch_model.bin");
    expect(source?.size).toBe(bytes.length);
  });
});
