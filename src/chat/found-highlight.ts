/** Brings the message a search has found before the reader's eyes, with the words marked where the browser can do it. */

import { type RefObject, useEffect } from "react";
import { rangesIn, useFound } from "../state/found.ts";

const highlightName = "found";

/** Markdown is read a moment after it is drawn. */
const settleMs = 150;

/** `shown` changes when other messages are drawn. */
export function useFoundHighlight(scroller: RefObject<HTMLElement | null>, shown: unknown): void {
  const found = useFound((state) => state.found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the message may be drawn later than it is wanted
  useEffect(() => {
    if (!found) return;
    const timer = setTimeout(() => {
      const article = scroller.current?.querySelector(`[data-message="${CSS.escape(found.messageId)}"]`);
      if (!article) return;
      article.scrollIntoView({ block: "center" });
      if (!("highlights" in CSS)) return;
      const ranges: globalThis.Range[] = [];
      const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        for (const [start, end] of rangesIn(node.nodeValue ?? "", found.words)) {
          const range = new globalThis.Range();
          range.setStart(node, start);
          range.setEnd(node, end);
          ranges.push(range);
        }
      }
      CSS.highlights.set(highlightName, new Highlight(...ranges));
    }, settleMs);
    return () => {
      clearTimeout(timer);
      if ("highlights" in CSS) CSS.highlights.delete(highlightName);
    };
  }, [found, shown]);
}
