/** Keeps a scroller at its end while it grows, and lets go when the reader scrolls up. */

import { type RefObject, useEffect, useRef, useState } from "react";

/** How near the end still counts as the end: about two lines. */
const nearPx = 56;

export interface StickToEnd {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** The reader has scrolled up. */
  readonly away: boolean;
  toEnd(): void;
}

/** `key`: another value is another text, shown from its end; null is one shown from its beginning. */
export function useStickToEnd(key: string | null): StickToEnd {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [away, setAway] = useState(false);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    let lastTop = 0;
    const onScroll = () => {
      const near = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
      // Only a movement upwards is the reader's; text growing below moves the end away, not the reader.
      if (near) stuck.current = key !== null;
      else if (box.scrollTop < lastTop) stuck.current = false;
      lastTop = box.scrollTop;
      setAway(key !== null && !stuck.current && !near);
    };
    const growth = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
    });
    growth.observe(inner);
    growth.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    stuck.current = key !== null;
    setAway(false);
    box.scrollTop = key === null ? 0 : box.scrollHeight;
    return () => {
      growth.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, [key]);

  const toEnd = () => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    setAway(false);
    box.scrollTop = box.scrollHeight;
  };
  return { scroller, content, away, toEnd };
}
