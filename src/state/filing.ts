/** Naming, pinning, archiving, foldering and deleting conversations. */

import { words } from "../words/words.ts";
import { type Filing, filed } from "./branches.ts";
import {
  conversation,
  forget,
  isUnsaved,
  listed,
  openedPersist,
  put,
  save,
  select,
  sentence,
  useConversations,
} from "./conversation-store.ts";
import { notedDeeds, surely } from "./deeds.ts";
import { notify } from "./notice-store.ts";
import type { Entry } from "./stored-format.ts";
import { tellTabs } from "./tabs.ts";

const { getState, setState } = useConversations;

export async function file(id: string, change: Partial<Filing>): Promise<void> {
  await surely({ kind: "file", id, change }, async () => {
    const current = await conversation(id);
    if (current) put(filed(current, change, Date.now()));
    if (current) await save(id);
    return !isUnsaved(id);
  });
}

/** Takes it from the list; it can be had back until the next deletion or `forgetRemoved`. */
export async function remove(id: string): Promise<void> {
  const entry = getState().list.find((each) => each.id === id);
  if (!entry) return;
  void forgetRemoved();
  setState(({ list, selectedId }) => ({
    removed: { kind: "conversation", entry },
    list: list.filter((each) => each.id !== id),
    selectedId: selectedId === id ? null : selectedId,
  }));
  await mark(entry, Date.now());
}

/** Gives a deleted conversation back and shows it. */
export async function restore(entry: Entry): Promise<void> {
  setState(({ list }) => ({ removed: null, list: listed(list, entry) }));
  await mark(entry, null);
  await select(entry.id);
  if (isUnsaved(entry.id)) await save(entry.id);
}

/** What was deleted is gone for good. */
export async function forgetRemoved(): Promise<void> {
  const { removed } = getState();
  setState({ removed: null });
  if (removed?.kind !== "conversation") return;
  const { id, title } = removed.entry;
  forget(id);
  const persist = await openedPersist();
  await persist.purge(id).then(
    () => tellTabs({ kind: "conversation", id }),
    (error) => sayNotChanged(title, error),
  );
}

/** Does what an earlier page had no time to store. */
export async function redoDeeds(): Promise<void> {
  const persist = await openedPersist();
  for (const deed of notedDeeds()) {
    if (deed.kind === "file") await file(deed.id, deed.change);
    else {
      // Where it fails it stays noted, for the start after this one.
      const stored = persist.mark(deed.id, deed.deletedAt).then(
        () => true,
        () => false,
      );
      await surely(deed, () => stored);
    }
  }
}

function mark({ id, title }: Entry, deletedAt: number | null): Promise<void> {
  return surely({ kind: "mark", id, deletedAt }, async () => {
    const persist = await openedPersist();
    return persist.mark(id, deletedAt).then(
      () => {
        tellTabs({ kind: "conversation", id });
        return true;
      },
      (error) => {
        sayNotChanged(title, error);
        return false;
      },
    );
  });
}

function sayNotChanged(title: string, error: unknown): void {
  notify("not-saved", words().storage.notChanged(title, sentence(error)));
}
