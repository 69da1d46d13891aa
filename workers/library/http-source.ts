/** A file on a server, as the exporter knows files: its size is asked once, its bytes come by range. */

import { AppError } from "../../models/errors.ts";
import { type ByteSource, memorySource } from "../../models/exporter/bytes.ts";
import { broken, fetchRange, type HttpContext, type RangeAnswer, type RemoteFile, retrying } from "./http.ts";

/** The first request takes this much at once: small files come whole with it. */
const FIRST_BYTES = 64 * 1024;
/** From a server that ignores ranges: a tokenizer, a manifest. */
const WHOLE_LIMIT_BYTES = 16 * 2 ** 20;

export interface HttpSource extends ByteSource {
  readonly version: string | null;
  /** The commit that a hub says it served (its header X-Repo-Commit); `null` from other servers. */
  readonly commit: string | null;
}

/**
 * Opens a file; `null` when the server has none of that name. A server that ignores ranges can serve small files only:
 * they are then kept in memory. Throws `http`, `offline`, `unsupported`.
 */
export async function openHttp(file: RemoteFile, context: HttpContext): Promise<HttpSource | null> {
  const start = new Growing();
  const answer = await retrying(
    context,
    () => 0,
    async () => {
      start.clear();
      const limit = (given: RangeAnswer) => refuseLarge(file, given);
      const opened = await fetchRange(file, [0, FIRST_BYTES - 1], context, limit, (bytes) => {
        start.add(bytes.slice());
        if (start.length > WHOLE_LIMIT_BYTES) throw tooLarge(file, start.length);
      });
      const expected = opened && (opened.partial ? Math.min(FIRST_BYTES, opened.totalBytes ?? 0) : opened.totalBytes);
      if (expected !== null && start.length < expected) throw broken(file.name);
      return opened;
    },
  );
  if (answer === null) return null;
  const { version, partial, totalBytes } = answer;
  const commit = /^[0-9a-f]{40}$/.exec(answer.response.headers.get("X-Repo-Commit") ?? "")?.[0] ?? null;
  const first = start.bytes();
  refuseWebPage(file, first);
  const size = partial ? totalBytes! : first.length;
  if (size <= first.length) return { ...memorySource(file.name, first), version, commit };
  return {
    name: file.name,
    size,
    version,
    commit,
    async read(offset, length, room = new Uint8Array(length)) {
      if (offset + length <= first.length) return first.slice(offset, offset + length);
      return readRemote(file, { size, version }, offset, room, context);
    },
  };
}

/** Exactly the bytes asked for, of exactly the file that was opened; a broken line goes on where it broke. */
async function readRemote(
  file: RemoteFile,
  known: { readonly size: number; readonly version: string | null },
  offset: number,
  bytes: Uint8Array,
  context: HttpContext,
): Promise<Uint8Array> {
  const { length } = bytes;
  let filled = 0;
  await retrying(
    context,
    () => filled,
    async () => {
      const range = [offset + filled, offset + length - 1] as const;
      const answer = await fetchRange(
        file,
        range,
        context,
        (given) => sameFile(file, given, known),
        (part) => {
          if (filled + part.length > length) {
            throw new AppError("http", `The server sent more bytes of ${file.name} than the ${length} asked for.`);
          }
          bytes.set(part, filled);
          filled += part.length;
        },
      );
      if (answer === null) throw new AppError("integrity", `${file.name} has gone from the server meanwhile.`);
      if (filled < length) throw broken(file.name);
    },
  );
  return bytes;
}

function sameFile(
  { name }: RemoteFile,
  { partial, totalBytes, version }: RangeAnswer,
  known: { readonly size: number; readonly version: string | null },
): true {
  if (!partial) {
    throw new AppError("http", `The server of ${name} has begun to ignore byte ranges; try again later.`);
  }
  if (totalBytes !== known.size) {
    throw new AppError(
      "integrity",
      `${name} has changed on the server: it had ${known.size} bytes and has ${totalBytes}.`,
    );
  }
  if (version !== known.version) {
    throw new AppError(
      "integrity",
      `${name} has changed on the server while it was coming in (${known.version} → ${version}).`,
    );
  }
  return true;
}

function refuseLarge(file: RemoteFile, answer: RangeAnswer): RangeAnswer {
  if (!answer.partial && (answer.totalBytes ?? 0) > WHOLE_LIMIT_BYTES) throw tooLarge(file, answer.totalBytes ?? 0);
  return answer;
}

function tooLarge({ name }: RemoteFile, bytes: number): AppError {
  return new AppError(
    "unsupported",
    `The server of ${name} ignores byte ranges, without which its ${bytes} bytes or more cannot be fetched in pieces.`,
  );
}

/** Some captive portals call their page a file of any type. No file of a model begins like this. */
function refuseWebPage({ name }: RemoteFile, bytes: Uint8Array): void {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  if (!start.startsWith("<!doctype html") && !start.startsWith("<html")) return;
  throw new AppError(
    "http",
    `A web page came instead of ${name}. If this network wants a log-in, open any site, log in, and try again.`,
  );
}

/** Bytes that come in parts. */
class Growing {
  #parts: Uint8Array[] = [];
  length = 0;

  add(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.length += bytes.length;
  }

  clear(): void {
    this.#parts = [];
    this.length = 0;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
