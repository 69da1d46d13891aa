/**
 * Keeps the focus where it was when the element that had it is disabled for a while, and near it when the element goes: a
 * button that has done its deed, a deleted row.
 */

import { type RefObject, useEffect } from "react";

export const focusable = "button:not(:disabled), input:not(:disabled, [hidden]), a[href], summary";

export function useKeepFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    /** What had the focus last, and everything around it. */
    let trail: HTMLElement[] = [];
    const onFocus = ({ target }: FocusEvent) => {
      trail = [];
      for (let each = target as HTMLElement | null; each && element.contains(each); each = each.parentElement) {
        trail.push(each);
      }
    };
    const onPointerDown = () => {
      trail = []; // whoever points elsewhere wants the focus to leave
    };
    const onChange = () => {
      if (document.activeElement !== document.body) return;
      const nearest = trail.find((each) => each.isConnected);
      const next = nearest === trail[0] ? nearest : nearest?.querySelector<HTMLElement>(focusable);
      if (next?.matches(focusable)) next.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(onChange);
    changes.observe(element, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    element.addEventListener("focusin", onFocus);
    element.addEventListener("pointerdown", onPointerDown, { capture: true });
    return () => {
      changes.disconnect();
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("pointerdown", onPointerDown, { capture: true });
    };
  }, [root]);
}
