/** A short message over the page with something to do about it. With `afterMs` it leaves by itself, never under a hand. */

import { type ReactNode, useEffect, useState } from "react";

interface ToastProps {
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly afterMs?: number;
  readonly onEnd?: () => void;
}

export function Toast({ children, actions, afterMs, onEnd }: ToastProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || afterMs === undefined || !onEnd) return;
    const timer = setTimeout(onEnd, afterMs);
    return () => clearTimeout(timer);
  }, [held, afterMs, onEnd]);
  return (
    <fieldset
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className="toast-words">{children}</p>
      <span className="toast-actions">{actions}</span>
    </fieldset>
  );
}
