/**
 * A model's files, fetched from the folder its manifest lies in and checked against it.
 *
 * A file whose bytes do not match the manifest is fetched once more past every cache; if it still differs, it is named.
 */

import { AppError, isAbort } from "../../models/errors.ts";
import { sha256 } from "../../models/exporter/sha256.ts";
import {
  CHUNK_BYTES,
  chunkHash,
  fileOf,
  MANIFEST_NAME,
  type Manifest,
  type ModelFile,
  parseManifest,
} from "../../models/manifest.ts";
import { assertLetOut } from "../contract/stay-offline.ts";

/** Throws `http`, `offline`, `bad-file` or `unsupported`. */
export async function fetchManifest(folderUrl: string, signal: AbortSignal): Promise<Manifest> {
  const url = new URL(MANIFEST_NAME, folderUrl).href;
  const response = await request(url, "default", signal);
  let json: unknown;
  try {
    json = await response.json();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new AppError("bad-file", `${url} is not a model's manifest: it does not hold JSON.`, { cause: error });
  }
  return parseManifest(json);
}

/** Fetches one of the manifest's files whole. Throws `http`, `offline`, or `integrity` naming the file. */
export async function fetchFile(
  manifest: Manifest,
  path: string,
  folderUrl: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = fileOf(manifest, path);
  const url = new URL(path, folderUrl).href;
  const first = await read(await request(url, "default", signal), file, onBytes);
  if (await matches(first, file)) return first;

  onBytes(-first.byteLength);
  const second = await read(await request(url, "reload", signal), file, onBytes);
  if (await matches(second, file)) return second;
  throw new AppError(
    "integrity",
    `The file ${path} of ${manifest.name} is damaged: ${second.byteLength} bytes came, and they are not the ` +
      `${file.bytes} bytes its manifest names. Reload the page; if that does not help, the copy on the server is broken.`,
  );
}

async function request(url: string, cache: RequestCache, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache, signal });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new AppError("offline", `${url} could not be fetched; check the connection and try again.`, { cause: error });
  }
  assertLetOut(response);
  if (!response.ok) throw new AppError("http", `The server answered ${response.status} for ${url}.`);
  return response;
}

/** Reads at most one byte more than the file should have, so that a wrong answer cannot fill the memory. */
async function read(
  response: Response,
  file: ModelFile,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.bytes);
  let filled = 0;
  if (!response.body) return bytes.subarray(0, 0);
  const reader = response.body.getReader();
  for (;;) {
    let part: ReadableStreamReadResult<Uint8Array>;
    try {
      part = await reader.read();
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new AppError("offline", `The connection broke while ${file.path} was coming in; try again.`, {
        cause: error,
      });
    }
    if (part.done) return bytes.subarray(0, filled);
    if (filled + part.value.byteLength > file.bytes) {
      await reader.cancel();
      return bytes.subarray(0, 0); // longer than it may be: not this file
    }
    bytes.set(part.value, filled);
    filled += part.value.byteLength;
    onBytes(part.value.byteLength);
  }
}

async function matches(bytes: Uint8Array<ArrayBuffer>, file: ModelFile): Promise<boolean> {
  if (bytes.byteLength !== file.bytes) return false;
  if (chunkHash(file, 0) === null) return (await sha256(bytes)) === file.sha256;
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    if ((await sha256(bytes.subarray(at, at + CHUNK_BYTES))) !== chunkHash(file, at)) return false;
  }
  return true;
}
