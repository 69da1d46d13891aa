/**
 * A list of any length of which only what can be seen is drawn. The arrow keys, Home and End go from row to row; a row is
 * reached at its first button, link or field.
 */

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { focusable } from "./keep-focus.ts";

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly label: string;
  readonly className: string;
  /** About how high a row is; each is measured once it is drawn. */
  readonly rowPx: number;
  keyOf(item: Item): string;
  /** The content of a row. */
  children(item: Item): ReactNode;
}

export function VirtualList<Item>({ items, label, className, rowPx, keyOf, children }: VirtualListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (at) => keyOf(items[at]!),
    overscan: 8,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    if (!row || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    const at = Number(row.dataset.index);
    const last = items.length - 1;
    const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
    const wanted = targets[event.key];
    if (wanted === undefined || wanted < 0 || wanted > last) return;
    event.preventDefault();
    virtual.scrollToIndex(wanted);
    requestAnimationFrame(() => {
      const next = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted}"]`);
      next?.querySelector<HTMLElement>(focusable)?.focus();
    });
  };
  return (
    <div className={className} ref={scroller}>
      <ul className="virtual-list" aria-label={label} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
        {virtual.getVirtualItems().map((row) => (
          <li
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            aria-setsize={items.length}
            aria-posinset={row.index + 1}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {children(items[row.index]!)}
          </li>
        ))}
      </ul>
    </div>
  );
}
