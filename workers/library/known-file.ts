/** Whether a hub's checkpoint is the very file that the catalogue knows, asked before its first byte is fetched. */

import { checkpoints } from "../../models/catalogue.ts";
import { AppError } from "../../models/errors.ts";
import { readJson } from "../../models/exporter/bytes.ts";
import type { HttpContext } from "./http.ts";
import { openHttp } from "./http-source.ts";

interface Place {
  readonly host: string;
  readonly repository: string;
  readonly revision: string;
}

/** The file whose hash the catalogue names. */
export const KNOWN_FILE = "pytorch_model.bin";

/**
 * A hub lists the SHA-256 of large files as `lfs.oid` (https://huggingface.co/docs/hub/api). Throws `integrity` where it is
 * another one than the catalogue's; a host without such a list, or a repository without an entry, is not judged.
 */
export async function refuseChanged({ host, repository, revision }: Place, context: HttpContext): Promise<void> {
  const expected = checkpoints.find((entry) => entry.repository === repository)?.sha256;
  if (!expected) return;
  const url = `${new URL(host).origin}/api/models/${repository}/tree/${encodeURIComponent(revision)}`;
  const actual = await listedHash(url, context);
  if (actual === null || actual === expected) return;
  throw new AppError(
    "integrity",
    `${KNOWN_FILE} of ${repository} has changed on ${new URL(host).host}: its SHA-256 is ${actual}, and the file that ` +
      `this version of the page knows has ${expected}. Nothing of it was fetched; update the page, or choose another source.`,
  );
}

async function listedHash(url: string, context: HttpContext): Promise<string | null> {
  try {
    // Nobody should wait long for what only adds certainty.
    const list = await openHttp({ url, name: url }, { ...context, purpose: "look", onWait: () => {} });
    const entries = list && (await readJson(list));
    const file = Array.isArray(entries) && entries.find((entry) => entry?.path === KNOWN_FILE);
    const hash = file?.lfs?.oid;
    return typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash) ? hash : null;
  } catch {
    context.signal.throwIfAborted();
    return null; // no such list here
  }
}
