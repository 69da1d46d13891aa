/** CRC-32 as zip has it (ISO 3309, polynomial edb88320 reflected), eight bytes at a time by eight tables. */

const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  tables[0]![byte] = value;
}
for (let table = 1; table < 8; table++) {
  for (let byte = 0; byte < 256; byte++) {
    const before = tables[table - 1]![byte]!;
    tables[table]![byte] = (before >>> 8) ^ tables[0]![before & 0xff]!;
  }
}
const table = (index: number): Uint32Array => tables[index]!;
const [t0, t1, t2, t3, t4, t5, t6, t7] = [
  table(0),
  table(1),
  table(2),
  table(3),
  table(4),
  table(5),
  table(6),
  table(7),
];

/** Of `bytes`, or of what gave `before` and then `bytes`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  // Words need an aligned start.
  while (at < bytes.length && (bytes.byteOffset + at) % 4 !== 0) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at++]!) & 0xff]!;
  const pairs = (bytes.length - at) >> 3;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, 2 * pairs);
  for (let i = 0; i < words.length; i += 2) {
    const low = crc ^ words[i]!;
    const high = words[i + 1]!;
    crc =
      t7[low & 0xff]! ^
      t6[(low >>> 8) & 0xff]! ^
      t5[(low >>> 16) & 0xff]! ^
      t4[low >>> 24]! ^
      t3[high & 0xff]! ^
      t2[(high >>> 8) & 0xff]! ^
      t1[(high >>> 16) & 0xff]! ^
      t0[high >>> 24]!;
  }
  for (at += 8 * pairs; at < bytes.length; at++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}
