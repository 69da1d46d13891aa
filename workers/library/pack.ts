/**
 * A model as one file, for machines without a network: a tar archive (POSIX ustar), which any system can open.
 *
 *   each file    header of 512 bytes, the file, zeros up to a multiple of 512
 *   end          1024 zeros
 *   header       0 name[100]   124 size[12], octal   148 checksum[8]   156 type "0"   257 "ustar\0" "00"   345 prefix[155]
 *
 * The manifest comes first. Sizes have eleven octal digits: 8 GiB, twice what a file of a model may have.
 */

import { AppError } from "../../models/errors.ts";
import { type ByteSource, readRange, type SourceFolder } from "../../models/exporter/bytes.ts";

const BLOCK_BYTES = 512;
/** A model has some twenty files. */
const ENTRY_LIMIT = 10_000;

/** Points into the parts; nothing is copied. */
export function makePack(files: readonly { readonly path: string; readonly file: Blob }[]): Blob {
  const parts = files.flatMap(({ path, file }) => [
    header(path, file.size),
    file,
    new Uint8Array((BLOCK_BYTES - (file.size % BLOCK_BYTES)) % BLOCK_BYTES),
  ]);
  return new Blob([...parts, new Uint8Array(2 * BLOCK_BYTES)], { type: "application/x-tar" });
}

/** Throws `bad-file` for what is not a sound tar archive. */
export async function openPack(pack: ByteSource): Promise<SourceFolder> {
  const entries = new Map<string, { readonly offset: number; readonly bytes: number }>();
  let headers = 0;
  for (let at = 0; at + BLOCK_BYTES <= pack.size; ) {
    if (++headers > ENTRY_LIMIT) throw bad(pack, `it holds more than ${ENTRY_LIMIT} files`);
    const block = await readRange(pack, at, BLOCK_BYTES);
    if (block.every((byte) => byte === 0)) break;
    if (Number.parseInt(text(block, 148, 8), 8) !== checksum(block)) {
      throw bad(pack, `the header at byte ${at} is damaged, or this is not a tar archive`);
    }
    const bytes = Number.parseInt(text(block, 124, 12), 8);
    const offset = at + BLOCK_BYTES;
    const prefix = text(block, 345, 155);
    const path = (prefix ? `${prefix}/` : "") + text(block, 0, 100);
    if (!(bytes >= 0) || offset + bytes > pack.size) {
      throw bad(pack, `${path} ends at byte ${offset + bytes} and the file has ${pack.size}; it is cut short`);
    }
    // Type 0 or NUL: a file. Folders and other systems' notes are passed over.
    if (block[156] === 0x30 || block[156] === 0) entries.set(path.replace(/^\.\//, ""), { offset, bytes });
    at = offset + Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
  if (entries.size === 0) throw bad(pack, "it holds no files");
  return {
    name: pack.name,
    async open(path) {
      const entry = entries.get(path);
      if (!entry) return null;
      const { offset, bytes } = entry;
      return {
        name: path,
        size: bytes,
        version: pack.version ?? null,
        read: (from, length) => readRange(pack, offset + from, length),
      };
    },
  };
}

function header(path: string, bytes: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  const put = (at: number, value: string) => block.set(new TextEncoder().encode(value), at);
  // A manifest's paths have at most 200 plain characters.
  const cut = path.length > 100 ? path.lastIndexOf("/", path.length - 1) : -1;
  put(0, path.slice(cut + 1));
  put(100, "0000644\0");
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, `${bytes.toString(8).padStart(11, "0")}\0`);
  put(136, "00000000000\0"); // no date: the same model gives the same file
  put(156, "0");
  put(257, "ustar\u000000");
  if (cut > 0) put(345, path.slice(0, cut));
  put(148, `${checksum(block).toString(8).padStart(6, "0")}\0 `);
  return block;
}

/** The sum of the header's bytes, its own eight taken for spaces. */
function checksum(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** A field up to its first NUL. */
function text(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}

function bad(pack: ByteSource, what: string): AppError {
  return new AppError("bad-file", `${pack.name} is not a sound model pack: ${what}.`);
}
