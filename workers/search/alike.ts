/** Whether two words differ by no more than a slip of the finger. */

/** One slip in a word of four letters, two in a word of eight. */
const lengths = [4, 8] as const;

/** A slip is a letter more, a letter less, another letter, or two that changed places. */
export function isAlike(typed: string, word: string): boolean {
  const slips = typed.length >= lengths[1] ? 2 : typed.length >= lengths[0] ? 1 : 0;
  if (slips === 0 || Math.abs(typed.length - word.length) > slips) return false;
  return withinSlips(typed, 0, word, 0, slips);
}

function withinSlips(a: string, i: number, b: string, j: number, slips: number): boolean {
  while (i < a.length && j < b.length && a.charCodeAt(i) === b.charCodeAt(j)) {
    i++;
    j++;
  }
  if (i === a.length || j === b.length) return a.length - i + b.length - j <= slips;
  if (slips === 0) return false;
  return (
    withinSlips(a, i + 1, b, j + 1, slips - 1) ||
    withinSlips(a, i + 1, b, j, slips - 1) ||
    withinSlips(a, i, b, j + 1, slips - 1) ||
    (a[i] === b[j + 1] && a[i + 1] === b[j] && withinSlips(a, i + 2, b, j + 2, slips - 1))
  );
}
