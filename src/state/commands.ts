/**
 * What can be done by a key, or by its name in the palette. The keys of a region (those of the composer, of a row in the
 * list) are that region's.
 */

import { focusComposer } from "./composer-store.ts";
import { select, useConversations } from "./conversation-store.ts";
import { showDiagnostics } from "./diagnostics.ts";
import { openDialog } from "./dialog-store.ts";
import { isBusy, useDraft } from "./draft-store.ts";
import { openHistory } from "./history-panel.ts";
import { openModels } from "./panel-store.ts";
import { stop } from "./send.ts";
import { changeSettings, useSettings } from "./settings-store.ts";

export type CommandName =
  | "palette"
  | "shortcuts"
  | "newConversation"
  | "compose"
  | "stop"
  | "previous"
  | "next"
  | "models"
  | "history"
  | "about"
  | "settings"
  | "light"
  | "dark"
  | "system"
  | "standAlone";

export interface Keys {
  /** As in KeyboardEvent.key, in lower case. */
  readonly key: string;
  /** Control, or Command on a Mac. */
  readonly mod?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
}

export interface Command {
  readonly name: CommandName;
  readonly keys: readonly Keys[];
  run(): void;
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

export const commands: readonly Command[] = [
  { name: "palette", keys: [{ mod: true, key: "k" }], run: () => openDialog("palette") },
  { name: "shortcuts", keys: [{ mod: true, key: "/" }, { key: "?" }], run: () => openDialog("shortcuts") },
  { name: "newConversation", keys: [{ mod: true, shift: true, key: "o" }], run: begin },
  { name: "compose", keys: [{ key: "/" }], run: focusComposer },
  { name: "stop", keys: [{ key: "escape" }], run: stop },
  { name: "previous", keys: [{ alt: true, shift: true, key: "arrowup" }], run: () => step(-1) },
  { name: "next", keys: [{ alt: true, shift: true, key: "arrowdown" }], run: () => step(1) },
  { name: "models", keys: [], run: () => openModels(null) },
  { name: "history", keys: [], run: manage },
  { name: "about", keys: [], run: () => showDiagnostics(true) },
  { name: "settings", keys: [{ mod: true, key: "," }], run: () => openDialog("settings") },
  { name: "light", keys: [], run: () => changeSettings({ theme: "light" }) },
  { name: "dark", keys: [], run: () => changeSettings({ theme: "dark" }) },
  { name: "system", keys: [], run: () => changeSettings({ theme: "system" }) },
  {
    name: "standAlone",
    keys: [],
    run: () => changeSettings({ standAlone: !useSettings.getState().standAlone }),
  },
];

/** Runs the command of a key; a key without one goes its way. */
export function runByKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const command = commands.find(({ keys }) => keys.some((each) => matches(each, event)));
  if (!command || isAway(command.name, event)) return;
  event.preventDefault();
  command.run();
}

function matches({ key, mod = false, shift, alt = false }: Keys, event: KeyboardEvent): boolean {
  const modHeld = isMac ? event.metaKey : event.ctrlKey;
  const otherHeld = isMac ? event.ctrlKey : event.metaKey;
  if (event.key.toLowerCase() !== key || modHeld !== mod || otherHeld || event.altKey !== alt) return false;
  // `?` and `/` take Shift on some keyboards and not on others.
  return shift === undefined ? key.length === 1 || !event.shiftKey : event.shiftKey === shift;
}

/** A single character is a word's while one writes, and a dialog has its own keys but for the palette's. */
function isAway(name: CommandName, { key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const writes = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  if (writes && key.length === 1 && !ctrlKey && !metaKey && !altKey) return true;
  if (document.querySelector("dialog[open]") !== null) return name !== "palette" && name !== "shortcuts";
  return name === "stop" && !isBusy(useDraft.getState().activity);
}

function begin(): void {
  void select(null);
  focusComposer();
}

/** Locked, they are not for whoever sits there. */
function manage(): void {
  if (!useConversations.getState().locked) openHistory(null);
}

/** To the conversation above or below the one on the screen. */
function step(by: 1 | -1): void {
  const { list, selectedId } = useConversations.getState();
  const at = list.findIndex(({ id }) => id === selectedId);
  const next = list[at < 0 ? 0 : at + by];
  if (next) void select(next.id);
}
