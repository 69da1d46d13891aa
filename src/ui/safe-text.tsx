/** Somebody's text, or a model's, with nothing hidden in it: characters that are not seen stand there as their code points. */

import type { ReactNode } from "react";
import { unseen } from "../words/unseen.ts";

const unseenParts = new RegExp(`(${unseen.source})`, "u");
const allUnseen = new RegExp(unseen.source, "gu");

/** Each takes an element of its own; a text with more of them is made of them, and says so less carefully. */
const MOST_UNSEEN = 1000;

/** What to show of `text`. */
export function safeText(text: string): ReactNode {
  if (!unseen.test(text)) return text;
  const parts = text.split(unseenParts);
  if (parts.length > 2 * MOST_UNSEEN) return text.replace(allUnseen, "\uFFFD");
  return parts.map((part, index) =>
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
