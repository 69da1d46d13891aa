/** Keeps the focus near where it was when the element that had it goes: a button that has done its deed, a deleted row. */

import { type RefObject, useEffect } from "react";

export const focusable = "button:not(:disabled), input:not(:disabled, [hidden]), a[href], summary";

export function useKeepFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    let trail: HTMLElement[] = [];
    const onFocus = ({ target }: FocusEvent) => {
      trail = [];
      for (let each = target as HTMLElement | null; each && element.contains(each); each = each.parentElement) {
        trail.push(each);
      }
    };
    const onChange = () => {
      if (document.activeElement !== document.body || trail[0]?.isConnected) return;
      const nearest = trail.find((each) => each.isConnected);
      nearest?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(onChange);
    changes.observe(element, { childList: true, subtree: true });
    element.addEventListener("focusin", onFocus);
    return () => {
      changes.disconnect();
      element.removeEventListener("focusin", onFocus);
    };
  }, [root]);
}
