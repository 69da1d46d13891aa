/** A file that somebody picked, as the exporter knows sources. */

import type { ByteSource } from "../../models/exporter/bytes.ts";
import { unreadable } from "../storage.ts";

/** Shorter reads elsewhere, of a header or a table, do not move the stream there. */
const LEAST_STREAMED_BYTES = 2 ** 20;
/** What is passed over, as between two tensors, rather than beginning a stream anew behind it. */
const PASSED_BYTES = 256 * 1024;
/** Taken from the stream at once: it still is in the processor's cache when it is copied. */
const PART_BYTES = 2 ** 20;

/**
 * Who reads front to back reads one stream: asking for each range by itself takes the processors four times as long
 * (tests/bench/SPEED.md). A file that changed or went away reads as `bad-file`.
 */
export function pickedFile(name: string, file: File): ByteSource {
  /** `undefined` where files are no byte streams, as in Safari. */
  let stream: FileStream | null | undefined = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function read(offset: number, room: Uint8Array): Promise<Uint8Array> {
    if (stream !== undefined && !stream?.reaches(offset) && room.length >= LEAST_STREAMED_BYTES) {
      stream?.cancel();
      stream = openStream(file, offset);
    }
    if (stream?.reaches(offset)) {
      await stream.read(offset, room);
      return room;
    }
    const bytes = new Uint8Array(await file.slice(offset, offset + room.length).arrayBuffer());
    room.set(bytes);
    return room.subarray(0, bytes.length);
  }

  return {
    name,
    size: file.size,
    version: String(file.lastModified),
    read(offset, length, room = new Uint8Array(length)) {
      // One after another: they share the stream.
      const bytes = turn
        .then(() => read(offset, room))
        .catch((cause) => {
          stream?.cancel();
          stream &&= null;
          throw unreadable(name, cause);
        });
      turn = bytes.catch(() => undefined); // told to who asked for it
      return bytes;
    },
  };
}

function openStream(file: File, offset: number): FileStream | undefined {
  try {
    return new FileStream(file.slice(offset).stream().getReader({ mode: "byob" }), offset);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * Streams that somebody waits for. Chromium holds no stream of a file by itself: when nothing else does, the collector takes it,
 * and with it all the work that waits for its next bytes, which then never comes to an end.
 */
const waitedFor = new Set<FileStream>();

/** A file's bytes from one on, front to back. */
class FileStream {
  readonly #reader: ReadableStreamBYOBReader;
  #at: number;
  #part = new Uint8Array(PART_BYTES);

  constructor(reader: ReadableStreamBYOBReader, offset: number) {
    this.#reader = reader;
    this.#at = offset;
  }

  reaches(offset: number): boolean {
    return offset >= this.#at && offset - this.#at <= PASSED_BYTES;
  }

  /** Fills `room` with what lies from `offset` on, which it reaches. */
  async read(offset: number, room: Uint8Array): Promise<void> {
    waitedFor.add(this);
    try {
      await this.#take(offset - this.#at, () => {});
      await this.#take(room.length, (part, at) => room.set(part, at));
    } finally {
      waitedFor.delete(this);
    }
  }

  async #take(length: number, accept: (part: Uint8Array, at: number) => void): Promise<void> {
    for (let taken = 0; taken < length; ) {
      const wanted = Math.min(PART_BYTES, length - taken);
      const { value, done } = await this.#reader.read(new Uint8Array(this.#part.buffer, 0, wanted), { min: wanted });
      if (done) throw new Error("The file ends before its size.");
      accept(value, taken);
      taken += value.length;
      this.#at += value.length;
      this.#part = value;
    }
  }

  cancel(): void {
    this.#reader.cancel().catch(() => undefined); // it is of no use any more, and neither is its end
  }
}
