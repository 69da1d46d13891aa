/**
 * The end of a text that is still being written, completed as it will most likely go on, so that what is shown does not
 * flicker between two readings: a word that is becoming bold, a table whose rule has not come, a line that could turn the
 * one above it into a heading.
 */

export function healed(tail: string): string {
  if (inFence(tail)) return tail;
  const lineStart = tail.lastIndexOf("\n") + 1;
  const last = tail.slice(lineStart);
  const before = tail.slice(0, lineStart);
  // Only the marker of a list, a heading, a quotation or a rule, so far.
  if (/^\s*(?:[-+*=_]+|\d{1,9}[.)]?|#{1,6}|>|`{1,3}|~{1,3})[ \t]*$/.test(last)) return before;
  const table = healedTable(before, last);
  if (table !== null) return table;
  return closed(tail);
}

function inFence(text: string): boolean {
  let fence: string | null = null;
  for (const [, marker] of text.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (fence === null) fence = marker!;
    else if (marker!.startsWith(fence)) fence = null;
  }
  return fence !== null;
}

/** A header without its rule, or with half of one, is a table already. */
function healedTable(before: string, last: string): string | null {
  if (/^\s*\|./.test(last) && /(?:^|\n\s*\n)$/.test(before)) {
    const whole = /\|\s*$/.test(last) ? last : `${last}|`;
    return `${before}${whole}\n${rule(whole)}`;
  }
  const header = /(?:^|\n\s*\n)(\s*\|.*\|\s*)\n$/.exec(before)?.[1];
  if (header !== undefined && /^[\s|:-]*$/.test(last)) return `${before}${rule(header)}`;
  return null;
}

function rule(header: string): string {
  const columns = header
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/).length;
  return `|${"---|".repeat(columns)}`;
}

/** Closes what the last paragraph has opened. */
function closed(tail: string): string {
  const start = /\n\s*\n(?![\s\S]*\n\s*\n)/.exec(tail)?.index ?? 0;
  const paragraph = tail
    .slice(start)
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*$/, "$1") // a link's address is on its way
    .replace(/(?<![*\\])\*{1,3}$/, ""); // an emphasis has begun, without a word in it
  const spans = paragraph.match(/(?<!`)`(?!`)/g)?.length ?? 0;
  if (spans % 2 === 1) return `${tail.slice(0, start)}${paragraph}\``;
  const text = paragraph.replace(/(?<!`)`(?!`)[^`]*`/g, "");
  const strong = (text.match(/(?<!\\)\*\*/g)?.length ?? 0) % 2 === 1;
  return `${tail.slice(0, start)}${strong ? paragraph.trimEnd() : paragraph}${strong ? "**" : ""}`;
}
