/**
 * The conversations of this device: the list, those opened so far, and which one is on the screen.
 *
 * Memory is the truth; the disk follows. A write that fails leaves its conversation in `unsaved`, says so in a sentence,
 * and is made again with the next one. Knows nothing of the engine.
 */

import { create } from "zustand";
import { words } from "../words/words.ts";
import { type Conversation, merged, newConversation, renamed, titleOf, withMessage } from "./conversation.ts";
import { notedDeeds, surely } from "./deeds.ts";
import { readLocal, writeLocal } from "./local.ts";
import { dismiss, notify } from "./notice-store.ts";
import { type Opened, openPersist } from "./persist.ts";
import type { Journal } from "./stored-format.ts";

export interface ListEntry {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: number;
}

interface ConversationState {
  /** False until the list has been read. */
  readonly ready: boolean;
  /** Newest first. */
  readonly list: readonly ListEntry[];
  readonly opened: Readonly<Record<string, Conversation>>;
  /** Null: a new conversation, which does not exist before its first instruction. */
  readonly selectedId: string | null;
  /** What was deleted last and can still be had back. */
  readonly removed: ListEntry | null;
}

export const useConversations = create<ConversationState>(() => ({
  ready: false,
  list: [],
  opened: {},
  selectedId: null,
  removed: null,
}));

const { getState, setState } = useConversations;
const selectedKey = "selected";
const unsaved = new Set<string>();
let opening: Promise<Opened> | null = null;

function openedPersist(): Promise<Opened> {
  opening ??= openPersist();
  return opening;
}

export async function startConversations(): Promise<void> {
  const { persist, durable } = await openedPersist();
  if (!durable) {
    notify("storage-refused", words().storage.refused);
  }
  try {
    await redo();
    const { entries, damaged } = await persist.start(Date.now());
    damaged.forEach(sayDamaged);
    setState({ list: sorted(entries.filter(({ deletedAt }) => deletedAt === null)) });
    const selected = readLocal(selectedKey);
    if (typeof selected === "string" && getState().list.some(({ id }) => id === selected)) await select(selected);
    await persist.recover(adopt, sayDamaged);
  } catch (error) {
    notify("damaged", words().storage.unreadable(sentence(error)));
  }
  setState({ ready: true });
}

/** Shows a conversation; null shows a new one. */
export async function select(id: string | null): Promise<void> {
  setState({ selectedId: id });
  writeLocal(selectedKey, id);
  if (id !== null && !(await conversation(id)) && getState().selectedId === id) setState({ selectedId: null });
}

/** From memory or the disk; null where neither has it. */
export async function conversation(id: string): Promise<Conversation | null> {
  const known = getState().opened[id];
  if (known) return known;
  const damaged: string[] = [];
  const { persist } = await openedPersist();
  const stored = await persist.conversation(id, damaged);
  damaged.forEach(sayDamaged);
  if (!stored) {
    setState(({ list }) => ({ list: list.filter((entry) => entry.id !== id) }));
    await persist.purge(id); // its index entry: the record is set aside by now
    return null;
  }
  // What another deed opened meanwhile is newer than what was read.
  return getState().opened[id] ?? put(stored);
}

/** Shows a changed conversation, and lists it; `save` is what brings it to the disk. */
export function put(changed: Conversation): Conversation {
  setState(({ opened, list, removed }) => ({
    opened: { ...opened, [changed.id]: changed },
    list: removed?.id === changed.id ? list : listed(list, changed),
  }));
  return changed;
}

/** Forgets a conversation that never came to be. */
export function withdraw(id: string): void {
  setState(({ opened, list, selectedId }) => ({
    opened: without(opened, id),
    list: list.filter((entry) => entry.id !== id),
    selectedId: selectedId === id ? null : selectedId,
  }));
}

export async function save(id: string): Promise<void> {
  unsaved.add(id);
  const { persist } = await openedPersist();
  for (const each of unsaved) {
    const current = getState().opened[each];
    if (getState().removed?.id === each) continue; // saved when the deletion is undone
    unsaved.delete(each);
    if (!current) continue;
    try {
      const stored = await persist.write(current);
      // Another tab's messages join what has changed here meanwhile.
      const latest = getState().opened[each];
      if (latest && stored !== current) put(merged(latest, stored));
    } catch (error) {
      unsaved.add(each);
      notify("not-saved", words().storage.notSaved(titleOf(current), sentence(error)));
      return;
    }
  }
  if (unsaved.size === 0) dismiss("not-saved");
}

export async function rename(id: string, title: string): Promise<void> {
  await surely({ kind: "rename", id, title }, async () => {
    const current = await conversation(id);
    if (current) put(renamed(current, title));
    if (current) await save(id);
    return !unsaved.has(id);
  });
}

/** Takes it from the list; it can be had back until the next deletion or `forgetRemoved`. */
export async function remove(id: string): Promise<void> {
  const entry = getState().list.find((each) => each.id === id);
  if (!entry) return;
  void forgetRemoved();
  setState(({ list, selectedId }) => ({
    removed: entry,
    list: list.filter((each) => each.id !== id),
    selectedId: selectedId === id ? null : selectedId,
  }));
  await mark(entry, Date.now());
}

export async function undoRemove(): Promise<void> {
  const { removed } = getState();
  if (!removed) return;
  setState(({ list }) => ({ removed: null, list: sorted([...list, removed]) }));
  await mark(removed, null);
  await select(removed.id);
  if (unsaved.has(removed.id)) await save(removed.id);
}

export async function forgetRemoved(): Promise<void> {
  const { removed } = getState();
  if (!removed) return;
  setState(({ opened }) => ({ removed: null, opened: without(opened, removed.id) }));
  unsaved.delete(removed.id);
  const { persist } = await openedPersist();
  await persist.purge(removed.id).catch((error) => sayNotChanged(removed.title, error));
}

function mark({ id, title }: ListEntry, deletedAt: number | null): Promise<void> {
  return surely({ kind: "mark", id, deletedAt }, async () => {
    const { persist } = await openedPersist();
    return persist.mark(id, deletedAt).then(
      () => true,
      (error) => {
        sayNotChanged(title, error);
        return false;
      },
    );
  });
}

/** Does what an earlier page had no time to store. */
async function redo(): Promise<void> {
  const { persist } = await openedPersist();
  for (const deed of notedDeeds()) {
    if (deed.kind === "rename") await rename(deed.id, deed.title);
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

/** An answer whose page died in mid-sentence becomes an interrupted answer of its conversation. */
async function adopt({ conversationId, instruction, answer }: Journal): Promise<void> {
  const stored = await conversation(conversationId);
  const before = stored ?? newConversation(conversationId, instruction.createdAt);
  if (before.messages.some(({ id }) => id === answer.id)) return; // it settled, and only the journal was left
  const asked = before.messages.some(({ id }) => id === instruction.id);
  const withInstruction = asked ? before : withMessage(before, instruction, instruction.createdAt);
  put(withMessage(withInstruction, answer, answer.createdAt));
  await save(conversationId);
  if (readLocal(selectedKey) === conversationId) setState({ selectedId: conversationId });
}

/** Writes the answer being written as it stands. A failure is silent here: settling it writes again, and then says so. */
export async function writeJournal(journal: Journal): Promise<void> {
  const { persist } = await openedPersist();
  await persist.writeJournal(journal).catch(() => {});
}

export async function removeJournal(answerId: string): Promise<void> {
  const { persist } = await openedPersist();
  await persist.removeJournal(answerId).catch(() => {}); // left over, it is recognised by its answer's id
}

function listed(list: readonly ListEntry[], changed: Conversation): readonly ListEntry[] {
  const entry = { id: changed.id, title: titleOf(changed), updatedAt: changed.updatedAt };
  return sorted([...list.filter(({ id }) => id !== changed.id), entry]);
}

function sorted<Entry extends ListEntry>(list: readonly Entry[]): Entry[] {
  return list.toSorted((a, b) => b.updatedAt - a.updatedAt);
}

function without<Value>(record: Readonly<Record<string, Value>>, id: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
}

function sayDamaged(key: string): void {
  notify("damaged", words().storage.damaged(key));
}

function sayNotChanged(title: string, error: unknown): void {
  notify("not-saved", words().storage.notChanged(title, sentence(error)));
}

function sentence(error: unknown): string {
  if (error instanceof Error && error.name === "QuotaExceededError") {
    return words().storage.full;
  }
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
