/**
 * Somebody's text, or a model's, with nothing hidden in it: characters that are not seen but change what is (overrides of
 * the writing direction, zero-width spaces, tags) stand there as their code points. Joiners, which scripts and emoji need,
 * and the plain direction marks are left alone.
 */

import type { ReactNode } from "react";

const unseen = /[\u200B\u2060-\u2064\uFEFF\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u;
const unseenParts = new RegExp(`(${unseen.source})`, "u");

/** What to show of `text`. */
export function safeText(text: string): ReactNode {
  if (!unseen.test(text)) return text;
  return text.split(unseenParts).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="unseen">
        {codePoint(part)}
      </span>
    ),
  );
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
