/**
 * Scores one answer against a held-out row's check, by the rules that models/pocket/score.py states: `exact` one of these;
 * `contains` every one of these; `any` at least one of these; `number` its last number is this;
 * `items` a list of exactly so many different entries, all among these. Compared in lower case with runs of white space as one space; parts are held only as whole words.
 */

export type Check =
  | { readonly exact: readonly string[] }
  | { readonly contains: readonly string[] }
  | { readonly any: readonly string[] }
  | { readonly number: number }
  | { readonly items: { readonly count: number; readonly of: readonly string[] } };

export function isCorrect(answer: string, check: Check): boolean {
  if ("exact" in check) return check.exact.map(bare).includes(bare(answer));
  if ("contains" in check) return check.contains.every((part) => holds(answer, part));
  if ("any" in check) return check.any.some((part) => holds(answer, part));
  if ("number" in check)
    return Number(answer.match(/(?<![\w.])-?\d+(?:\.\d+)?/g)?.at(-1) ?? Number.NaN) === check.number;
  const entries = answer
    .trim()
    .split("\n")
    .map((line) => bare(line.replace(/^(\d+\.|-)\s+/, "")));
  const allowed = new Set(check.items.of.map(bare));
  const different = new Set(entries).size === entries.length;
  return entries.length === check.items.count && different && entries.every((entry) => allowed.has(entry));
}

/** Whether the answer says that it does not know, as the answers to questions outside the small world do. */
export function refuses(answer: string): boolean {
  return holds(answer, "do not know");
}

function plain(text: string): string {
  return text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

/** Without a final full stop or exclamation mark. */
function bare(text: string): string {
  return plain(text).replace(/[.!]+$/, "");
}

function holds(answer: string, part: string): boolean {
  const wanted = plain(part);
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const before = /^[a-z0-9]/.test(wanted) ? "(?<![a-z0-9])" : "";
  const after = /[a-z0-9]$/.test(wanted) ? "(?![a-z0-9])" : "";
  return new RegExp(before + escaped + after).test(plain(answer));
}
