/**
 * A modal dialog: over everything, with the focus inside it, closed by Escape or a click beside it. The focus begins on
 * what has `data-first-focus`, else on the title, and goes back to where it was.
 */

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../words/words.ts";
import { IconButton } from "./button.tsx";
import { CloseIcon } from "./icons.tsx";
import { focusable, useKeepFocus } from "./keep-focus.ts";
import "./dialog.css";

interface DialogProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

export function Dialog({ label, className, children, onClose }: DialogProps) {
  const w = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useKeepFocus(dialog);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    (element?.querySelector<HTMLElement>("[data-first-focus]") ?? title.current)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // The keys of a dialog are its own; the click is for those who point, and Escape is its twin.
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault(); // whoever opened it takes it away
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === "Tab") keepInside(event);
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="dialog-page">
        <header className="dialog-head">
          <h2 ref={title} tabIndex={-1}>
            {label}
          </h2>
          <IconButton label={w.common.close} onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** The browser lets Tab leave a modal dialog for its own buttons; from the last one it comes round to the first here. */
function keepInside(event: KeyboardEvent<HTMLDialogElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)].filter(
    (stop) => stop.tabIndex >= 0 && stop.checkVisibility(),
  );
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (event.shiftKey ? at > 0 : at < stops.length - 1) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
