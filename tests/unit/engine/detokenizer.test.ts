import { describe, expect, it } from "vitest";
import { Detokenizer } from "../../../workers/engine/detokenizer.ts";

/** A detokenizer whose ids index into `pieces`. */
function shown(pieces: readonly (string | number[])[]): string[] {
  const bytes = pieces.map((piece) =>
    typeof piece === "string" ? new TextEncoder().encode(piece) : Uint8Array.from(piece),
  );
  const detokenizer = new Detokenizer((id) => bytes[id] ?? new Uint8Array());
  return [...pieces.map((_, id) => detokenizer.push(id)), detokenizer.finish()];
}

describe("the detokenizer", () => {
  it("[T7] shows whole characters only", () => {
    const [a, b, c, d] = new TextEncoder().encode("😀");
    expect(shown(["x", [a!, b!], [c!], [d!]])).toEqual(["x", "", "", "😀", ""]);
  });

  it("[T7] shows the bytes of a character that never ends as one replacement", () => {
    expect(shown(["x", [0xe2, 0x82]])).toEqual(["x", "", "\ufffd"]);
  });

  it("[T8] holds whitespace back until text follows it", () => {
    expect(shown(["Hello", " ", "\n", "world", "\n\n"])).toEqual(["Hello", "", "", " \nworld", "", ""]);
  });

  it("[T8] drops whitespace before the answer begins", () => {
    expect(shown(["\n", "  Hi"])).toEqual(["", "Hi", ""]);
  });
});
