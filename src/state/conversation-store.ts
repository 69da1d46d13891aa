/**
 * The conversations of this device: the list, those opened so far, and which one is on the screen.
 *
 * Memory is the truth; the disk follows. A write that fails leaves its conversation in `unsaved`, says so in a sentence,
 * and is made again with the next one. What another tab writes joins what is here. Knows nothing of the engine.
 */

import { create } from "zustand";
import { words } from "../words/words.ts";
import { merged, withMessage } from "./branches.ts";
import { type Conversation, type Message, newConversation, titleOf } from "./conversation.ts";
import { useDraft } from "./draft-store.ts";
import { keepEdits } from "./edits-store.ts";
import { readLocal, writeLocal } from "./local.ts";
import { dismiss, notify } from "./notice-store.ts";
import { openTable } from "./open-table.ts";
import { entryOf, Persist, type Unread } from "./persist.ts";
import type { Entry, Journal } from "./stored-format.ts";
import { hearTabs, tellTabs } from "./tabs.ts";

/** What was deleted last and can still be had back. */
export type Removed =
  | { readonly kind: "conversation"; readonly entry: Entry }
  | { readonly kind: "messages"; readonly conversationId: string; readonly taken: readonly Message[] };

interface ConversationState {
  /** False until the list has been read; on a first visit there is none. */
  readonly ready: boolean;
  /** Newest first, archived ones too. */
  readonly list: readonly Entry[];
  readonly opened: Readonly<Record<string, Conversation>>;
  /** Null: a new conversation, which does not exist before its first instruction. */
  readonly selectedId: string | null;
  readonly removed: Removed | null;
  /** They are encrypted, and the passphrase has not been given. */
  readonly locked: boolean;
}

export const useConversations = create<ConversationState>(() => ({
  ready: readLocal("visited") === null,
  list: [],
  opened: {},
  selectedId: null,
  removed: null,
  locked: false,
}));

const { getState, setState } = useConversations;
const selectedKey = "selected";

/** It reads every key, and whoever has just opened the page wants to read something else. */
const TIDY_AFTER_MS = 4000;

const unsaved = new Set<string>();
/** What could not be saved before the conversations were locked, and what was being answered then. */
let held: Conversation[] = [];
let redo: () => Promise<void> = async () => {};

export async function openedPersist(): Promise<Persist> {
  return new Persist((await openTable()).table);
}

/** `redoDeeds` stores what an earlier page had no time to; it runs before the list is read. */
export async function startConversations(redoDeeds: () => Promise<void>): Promise<void> {
  redo = redoDeeds;
  const { durable } = await openTable();
  if (durable) hearTabs((change) => void (change.kind === "vault" ? reopen() : refresh(change.id)));
  else notify("storage-refused", words().storage.refused);
  await openConversations();
}

/** Reads the list; where the conversations are locked, that is all there is to say. */
export async function openConversations(): Promise<void> {
  try {
    const { table } = await openTable();
    const state = await table.look();
    setState({ locked: state === "locked" });
    if (state === "none") await returnPersonal(new Persist(table)); // where decrypting was cut off
    if (state !== "locked") await readList(new Persist(table));
  } catch (error) {
    notify("damaged", words().storage.unreadable(sentence(error)));
  }
  setState({ ready: true });
}

/** Puts back into localStorage what was encrypted with the conversations. */
export async function returnPersonal(persist: Persist): Promise<void> {
  for (const [key, value] of await persist.locals()) {
    if (readLocal(key) === null) writeLocal(key, value);
    await persist.writeLocal(key, null);
  }
}

async function readList(persist: Persist): Promise<void> {
  await redo();
  const unread: Unread[] = [];
  const list = sorted(await persist.entries(unread));
  setState({ list });
  unread.forEach(sayUnread);
  const ids = new Set(list.map(({ id }) => id));
  if (unread.length === 0) keepEdits((conversationId) => ids.has(conversationId));
  for (const each of held.splice(0)) {
    put(each);
    await save(each.id);
  }
  const selected = readLocal(selectedKey);
  if (typeof selected === "string" && getState().list.some(({ id }) => id === selected)) await select(selected);
  setState({ ready: true });
  await persist.recover(adopt, sayUnread);
  setTimeout(() => void tidy(persist).catch(() => {}), TIDY_AFTER_MS); // what it could not do it does at the next start
}

/** Changes a conversation that an answer belongs to, also where it was locked meanwhile. */
export function settle(id: string, to: (current: Conversation) => Conversation): void {
  const current = getState().opened[id];
  if (current) put(to(current));
  else held = held.map((each) => (each.id === id ? to(each) : each));
}

/** Takes every conversation out of memory but what has yet to be saved. */
export function closeConversations(): void {
  const { opened } = getState();
  const { draft } = useDraft.getState();
  if (draft) unsaved.add(draft.conversationId);
  held = [...unsaved].flatMap((id) => opened[id] ?? []);
  unsaved.clear();
  setState({ list: [], opened: {}, selectedId: null, removed: null });
}

/** Another tab has encrypted, decrypted or changed the passphrase. */
async function reopen(): Promise<void> {
  closeConversations();
  await openConversations();
}

async function tidy(persist: Persist): Promise<void> {
  const unread: Unread[] = [];
  const found = await persist.tidy(Date.now(), unread);
  unread.forEach(sayUnread);
  if (found.length > 0) setState(({ list }) => ({ list: found.reduce(listed, list) }));
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
  const unread: Unread[] = [];
  const persist = await openedPersist();
  const stored = await persist.conversation(id, unread);
  unread.forEach(sayUnread);
  if (!stored) {
    if (unread.some(({ why }) => why === "newer")) return null;
    setState(({ list }) => ({ list: list.filter((entry) => entry.id !== id) }));
    await persist.purge(id); // its entry: the record is set aside by now
    return null;
  }
  // What another deed opened meanwhile is newer than what was read.
  return getState().opened[id] ?? put(stored);
}

/** Shows a changed conversation, and lists it; `save` is what brings it to the disk. */
export function put(changed: Conversation): Conversation {
  setState(({ opened, list, removed }) => ({
    opened: { ...opened, [changed.id]: changed },
    list: isRemoved(removed, changed.id) ? list : listed(list, entryOf(changed)),
  }));
  return changed;
}

/** Changes an opened or stored conversation and saves it; does nothing where there is none. */
export async function change(id: string, to: (current: Conversation) => Conversation): Promise<void> {
  const current = await conversation(id);
  if (!current) return;
  put(to(getState().opened[id] ?? current));
  await save(id);
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
  const persist = await openedPersist();
  for (const each of unsaved) {
    const current = getState().opened[each];
    if (isRemoved(getState().removed, each)) continue; // saved when the deletion is undone
    unsaved.delete(each);
    if (!current) continue;
    try {
      const stored = await persist.write(current);
      tellTabs({ kind: "conversation", id: each });
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

/** Whether what is on the screen has yet to come to the disk. */
export const isUnsaved = (id: string) => unsaved.has(id);

/** Drops a conversation from memory for good. */
export function forget(id: string): void {
  setState(({ opened }) => ({ opened: without(opened, id) }));
  unsaved.delete(id);
  keepEdits((conversationId) => conversationId !== id);
}

/** Another tab has changed it. */
async function refresh(id: string): Promise<void> {
  const persist = await openedPersist();
  const unread: Unread[] = [];
  const entry = await persist.entry(id, unread).catch(() => null); // what cannot be read now is read at the next start
  unread.forEach(sayUnread);
  if (unread.length > 0) return; // it is there, for a newer page
  if (!entry || entry.deletedAt !== null) {
    setState(({ list }) => ({ list: list.filter((each) => each.id !== id) }));
    return;
  }
  setState(({ list }) => ({ list: listed(list, entry) }));
  if (!getState().opened[id]) return;
  const stored = await persist.conversation(id, []).catch(() => null);
  const latest = getState().opened[id];
  if (stored && latest) put(merged(latest, stored));
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
  const persist = await openedPersist();
  await persist.writeJournal(journal).catch(() => {});
}

export async function removeJournal(answerId: string): Promise<void> {
  const persist = await openedPersist();
  await persist.removeJournal(answerId).catch(() => {}); // left over, it is recognised by its answer's id
}

export function listed(list: readonly Entry[], entry: Entry): readonly Entry[] {
  return sorted([...list.filter(({ id }) => id !== entry.id), entry]);
}

function isRemoved(removed: Removed | null, id: string): boolean {
  return removed?.kind === "conversation" && removed.entry.id === id;
}

export function sorted(list: readonly Entry[]): Entry[] {
  return list.toSorted((a, b) => b.updatedAt - a.updatedAt);
}

function without<Value>(record: Readonly<Record<string, Value>>, id: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
}

function sayUnread({ key, why }: Unread): void {
  notify("damaged", words().storage[why](key));
}

export function sentence(error: unknown): string {
  if (error instanceof Error && error.name === "QuotaExceededError") {
    return words().storage.full;
  }
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
