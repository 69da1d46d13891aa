/** A text with the places marked where the searched words stand. */

import type { Range } from "../state/found.ts";

interface MarkedProps {
  readonly text: string;
  readonly ranges: readonly Range[];
}

export function Marked({ text, ranges }: MarkedProps) {
  let at = 0;
  return (
    <>
      {ranges.map(([start, end]) => {
        const before = text.slice(at, start);
        at = end;
        return (
          <span key={start}>
            {before}
            <mark>{text.slice(start, end)}</mark>
          </span>
        );
      })}
      {text.slice(at)}
    </>
  );
}
