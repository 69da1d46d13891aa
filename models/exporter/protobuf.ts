/**
 * Protobuf's wire format, just as much of it as ONNX models hold: messages are written whole, and read field by field.
 *
 *   field = tag (field number << 3 | wire type), then by wire type:
 *     0  varint: seven bits a byte, lowest first, the top bit set on all but the last; negatives as 64-bit two's complement
 *     1  eight bytes
 *     2  length (varint), then so many bytes: text, packed bytes, a nested message
 *     5  four bytes, little-endian: float
 */

/** Where a field's bytes lie. */
export interface Field {
  readonly number: number;
  /** Of wire type 0. */
  readonly value: number | null;
  /** Of the others: `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
}

/** A tag and a length, or a tag and a number, take this much at most. */
export const FIELD_HEAD_BYTES = 20;

/** The field that begins at byte `at`, which may end beyond `bytes`; `null` where none begins. */
export function fieldAt(bytes: Uint8Array, at: number): Field | null {
  const tag = varintAt(bytes, at);
  if (!tag || tag.value < 8) return null;
  const number = Math.floor(tag.value / 8);
  const from = tag.end;
  switch (tag.value % 8) {
    case 0: {
      const varint = varintAt(bytes, from);
      return varint && { number, value: varint.value, from, to: varint.end };
    }
    case 1:
      return { number, value: null, from, to: from + 8 };
    case 2: {
      const length = varintAt(bytes, from);
      if (!length || length.value < 0) return null;
      return { number, value: null, from: length.end, to: length.end + length.value };
    }
    case 5:
      return { number, value: null, from, to: from + 4 };
    default:
      return null;
  }
}

/** `null` for a number that has no end, or of more than 64 bits. */
function varintAt(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | null {
  let value = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value: Number(BigInt.asIntN(64, value)), end: at + index + 1 };
  }
  return null;
}

const utf8 = new TextEncoder();

/**
 * One protobuf message, as a list of byte runs: a message within a message must give its length first, so it is built
 * before it is placed. Fields are written in the order of the calls.
 */
export class Message {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** A whole number within ±2^53. */
  int(field: number, value: number): void {
    this.#tag(field, 0);
    this.#varint(value);
  }

  float(field: number, value: number): void {
    this.#tag(field, 5);
    this.#push(new Uint8Array(Float32Array.of(value).buffer));
  }

  text(field: number, value: string): void {
    this.raw(field, utf8.encode(value));
  }

  raw(field: number, bytes: Uint8Array): void {
    this.#tag(field, 2);
    this.#varint(bytes.length);
    this.#push(bytes);
  }

  /** A message within this one. */
  message(field: number, message: Message): void {
    this.#tag(field, 2);
    this.#varint(message.#length);
    for (const part of message.#parts) this.#push(part);
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #tag(field: number, wireType: number): void {
    this.#varint((field << 3) | wireType);
  }

  #varint(value: number): void {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, BigInt(value));
    do {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      bytes.push(rest > 0n ? low | 0x80 : low);
    } while (rest > 0n);
    this.#push(Uint8Array.from(bytes));
  }

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }
}
