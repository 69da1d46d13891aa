/**
 * A text as the words it is searched by: lower case, without accents. Scripts without spaces between words (Han, kana,
 * Thai …) are cut into characters. The page cuts with the same knife to highlight what was found.
 */

const ascii = /^[\0-\x7f]*$/;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const piece = new RegExp(`${unspaced.source}|(?:(?!${unspaced.source})[\\p{L}\\p{N}])+`, "gu");

/** A word longer than this is searched by its beginning. */
const MAX_WORD_CHARS = 40;

export function searchWords(text: string): string[] {
  const words = ascii.test(text) ? text.toLowerCase().match(/[a-z0-9]+/g) : folded(text).match(piece);
  return (words ?? []).map((word) => (word.length > MAX_WORD_CHARS ? word.slice(0, MAX_WORD_CHARS) : word));
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
