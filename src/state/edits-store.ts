/**
 * The messages being reworded or corrected, and the words so far. They are kept as the composer's are: a reload, a look at
 * another conversation, a locked page lose none of them. Gone once they are taken, given up, or their conversation is gone.
 */

import { create } from "zustand";
import { readLocal, writeLocal } from "./local.ts";

export interface EditedWords {
  readonly text: string;
  /** Null where there is no passage. */
  readonly passage: string | null;
}

interface Edit extends EditedWords {
  readonly conversationId: string;
}

/** By the message's id. */
type Edits = Readonly<Record<string, Edit>>;

const key = "edits";

export const useEdits = create<{ readonly edits: Edits }>(() => ({ edits: remembered() }));

const { getState, setState } = useEdits;

export function edit(conversationId: string, messageId: string, { text, passage }: EditedWords): void {
  change({ [messageId]: { conversationId, text, passage } }, []);
}

export function endEdit(messageId: string): void {
  change({}, [messageId]);
}

/** Forgets those of all other conversations. */
export function keepEdits(isThere: (conversationId: string) => boolean): void {
  const gone = Object.entries(getState().edits).filter(([, { conversationId }]) => !isThere(conversationId));
  if (gone.length > 0) change({}, Object.keys(Object.fromEntries(gone)));
}

/** Shows what is stored: it could not be read before. */
export function rememberEdits(): void {
  setState({ edits: remembered() });
}

/** Takes the words off the screen and leaves them where they are stored. */
export function hideEdits(): void {
  setState({ edits: {} });
}

/** Another tab's stay as they are. */
function change(added: Edits, gone: readonly string[]): void {
  const without = (edits: Edits) => Object.fromEntries(Object.entries(edits).filter(([id]) => !gone.includes(id)));
  setState(({ edits }) => ({ edits: { ...without(edits), ...added } }));
  const stored = { ...without(remembered()), ...added };
  writeLocal(key, Object.keys(stored).length === 0 ? null : stored);
}

function remembered(): Edits {
  const stored = readLocal(key);
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, Edit] => isEdit(entry[1])));
}

function isEdit(value: unknown): value is Edit {
  if (typeof value !== "object" || value === null) return false;
  const { conversationId, text, passage } = value as Record<string, unknown>;
  return (
    typeof conversationId === "string" && typeof text === "string" && (passage === null || typeof passage === "string")
  );
}
