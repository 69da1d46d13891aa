/** A shortcut as its keys are called on this machine. */

import { isMac, type Keys } from "../state/commands.ts";
import { useWords, type Words } from "../words/words.ts";
import "./palette.css";

export function KeyCaps({ keys }: { readonly keys: Keys }) {
  const names = useWords().shortcuts.keys;
  return (
    <span className="key-caps">
      {caps(keys, names).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}

const symbols: Readonly<Record<string, string>> = { arrowup: "↑", arrowdown: "↓" };

function caps({ key, mod, shift, alt }: Keys, names: Words["shortcuts"]["keys"]): string[] {
  const named: Readonly<Record<string, string>> = { enter: names.Enter, escape: names.Escape, delete: names.Delete };
  return [
    mod ? (isMac ? "⌘" : names.Control) : null,
    alt ? (isMac ? "⌥" : names.Alt) : null,
    shift ? (isMac ? "⇧" : names.Shift) : null,
    named[key] ?? symbols[key] ?? key.toUpperCase(),
  ].filter((cap) => cap !== null);
}
