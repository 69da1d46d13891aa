/**
 * Cuts a stream of text into the JSON values it holds: the elements of one array, or values one after another (JSON
 * Lines). Each is handed over as text once it is whole, so that a file may be larger than the memory, end in the middle, or
 * hold one bad value among good ones.
 */

/** A value larger than this many characters is passed over. */
const MAX_VALUE_CHARS = 64 * 2 ** 20;

/** `ordinal` counts the values from 1. */
export type JsonValue =
  | { readonly kind: "value"; readonly ordinal: number; readonly text: string }
  | { readonly kind: "too-large" | "cut-off"; readonly ordinal: number };

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xfeff;

export async function* jsonValues(
  chunks: AsyncIterable<string>,
  maxChars: number = MAX_VALUE_CHARS,
): AsyncGenerator<JsonValue> {
  let started = false;
  let ordinal = 0;
  /** Within a value: the brackets that are open, whether a string is, and what earlier chunks had of it. */
  let inside = false;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let before = "";
  let tooLarge = false;

  const whole = (text: string): JsonValue => {
    inside = false;
    const kept = tooLarge ? null : before + text;
    before = "";
    if (kept === null || kept.length > maxChars) return { kind: "too-large", ordinal };
    return { kind: "value", ordinal, text: kept };
  };

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === backslash) escaped = true;
        else if (code === quote) inString = false;
        if (!inString && depth === 0) yield whole(chunk.slice(from, at + 1));
        continue;
      }
      if (inside) {
        if (code === quote) inString = true;
        else if (code === openBrace || code === openBracket) depth++;
        else if (code === closeBrace || code === closeBracket) {
          if (depth > 0) depth--;
          if (depth === 0) yield whole(chunk.slice(from, at + 1));
        } else if (depth === 0 && (code === comma || isSpace(code))) yield whole(chunk.slice(from, at));
        continue;
      }
      if (isSpace(code) || code === comma || code === closeBracket) continue;
      if (!started && code === openBracket) {
        started = true; // the array around all of them
        continue;
      }
      started = true;
      inside = true;
      tooLarge = false;
      ordinal++;
      from = at;
      depth = code === openBrace || code === openBracket ? 1 : 0;
      inString = code === quote;
    }
    if (!inside) continue;
    if (before.length + chunk.length - from > maxChars) {
      tooLarge = true;
      before = "";
    } else if (!tooLarge) before += chunk.slice(from);
  }
  if (!inside) return;
  if (depth === 0 && !inString) yield whole("");
  else yield { kind: "cut-off", ordinal };
}
