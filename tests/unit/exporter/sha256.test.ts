import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { Sha256 } from "../../../models/exporter/sha256.ts";

function digest(...parts: readonly Uint8Array[]): string {
  const hash = new Sha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

it("[R4] digests the standard's examples", () => {
  const text = (value: string) => new TextEncoder().encode(value);
  expect(digest()).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(digest(text("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(digest(text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
});

it("[R4] digests every length to 300 as Node does, in whatever pieces it comes", () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 31) & 255);
  for (let length = 0; length <= 300; length++) {
    const whole = bytes.subarray(0, length);
    const cut = Math.floor(length / 3);
    const expected = createHash("sha256").update(whole).digest("hex");
    expect(digest(whole)).toBe(expected);
    expect(digest(whole.subarray(0, cut), whole.subarray(cut, cut), whole.subarray(cut))).toBe(expected);
  }
});
