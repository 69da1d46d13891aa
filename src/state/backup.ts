/**
 * A file the reader picked, into which all conversations are written as they change. The browser remembers the file, and
 * asks again in each session whether the page may write to it.
 */

import { createStore, del, get, set } from "idb-keyval";
import { create } from "zustand";
import { words } from "../words/words.ts";
import { readConversations } from "./all-conversations.ts";
import type { Conversation } from "./conversation.ts";
import { sentence, useConversations } from "./conversation-store.ts";
import { writeLocal } from "./local.ts";
import { dismiss, notify } from "./notice-store.ts";

/** What is not yet in TypeScript's own description of the browser. */
interface WritableHandle extends FileSystemFileHandle {
  queryPermission(wish: { mode: "readwrite" }): Promise<PermissionState>;
  requestPermission(wish: { mode: "readwrite" }): Promise<PermissionState>;
}
interface WithPicker {
  showSaveFilePicker?(options: object): Promise<WritableHandle>;
}

interface BackupStore {
  /** The picked file's name; null where there is none. */
  readonly file: string | null;
  /** The browser wants to ask the reader first. */
  readonly needsLeave: boolean;
  readonly writing: boolean;
  /** When it was written last, by this page. */
  readonly writtenAt: number | null;
  readonly problem: string | null;
}

export const useBackup = create<BackupStore>(() => ({
  file: null,
  needsLeave: false,
  writing: false,
  writtenAt: null,
  problem: null,
}));

const { setState } = useBackup;

/** The whole file is written each time; changes are gathered so long. */
const EVERY_MS = 60_000;

const store = () => createStore("dolly-backup", "file");
const key = "handle";

/** In localStorage: a page without a backup need not load this. */
const backupNoted = "backup";
let handle: WritableHandle | null = null;
let toText: (conversation: Conversation) => string = () => "";
let timer: ReturnType<typeof setTimeout> | null = null;
let watching = false;
/** Something has changed since it was written. */
let changed = false;

export const canBackUp = () => (globalThis as WithPicker).showSaveFilePicker !== undefined;

/** Goes on with the file of an earlier session; `asText` is the format it is written in. */
export async function startBackup(asText: (conversation: Conversation) => string): Promise<void> {
  toText = asText;
  if (!canBackUp() || handle) return;
  handle = (await get<WritableHandle>(key, store())) ?? null;
  if (!handle) return;
  const leave = await handle.queryPermission({ mode: "readwrite" });
  const needsLeave = leave !== "granted";
  setState({ file: handle.name, needsLeave });
  if (needsLeave) sayLeaveIsNeeded(handle.name);
  watch();
}

export async function pickBackupFile(): Promise<void> {
  try {
    const picked = await (globalThis as WithPicker).showSaveFilePicker!({
      suggestedName: "dolly-conversations.jsonl",
      types: [{ accept: { "application/json": [".jsonl"] } }],
    });
    handle = picked;
    await set(key, picked, store());
    writeLocal(backupNoted, true);
    setState({ file: picked.name, needsLeave: false, problem: null });
    watch();
    await writeBackup({ ask: true });
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return; // the reader picked none
    setState({ problem: sentence(error) });
  }
}

export async function endBackup(): Promise<void> {
  handle = null;
  setState({ file: null, needsLeave: false, writtenAt: null, problem: null });
  writeLocal(backupNoted, null);
  dismiss("backup");
  await del(key, store());
}

/** Writes everything now. `ask`: the reader is there, and the browser may ask them for leave. */
export async function writeBackup({ ask }: { readonly ask: boolean }): Promise<void> {
  if (!handle || useBackup.getState().writing) return;
  const { name } = handle;
  changed = false;
  setState({ writing: true, problem: null });
  try {
    const wish = { mode: "readwrite" } as const;
    const leave = await (ask ? handle.requestPermission(wish) : handle.queryPermission(wish));
    setState({ needsLeave: leave !== "granted" });
    if (leave !== "granted") {
      if (!ask) sayLeaveIsNeeded(name);
      return;
    }
    await writeAll(handle);
    setState({ writtenAt: Date.now() });
    dismiss("backup");
  } catch (error) {
    setState({ problem: sentence(error) });
    if (!ask) notify("backup", words().history.backup.failed(name, sentence(error)));
  } finally {
    setState({ writing: false });
  }
}

function sayLeaveIsNeeded(name: string): void {
  const { needsLeave, allowIt } = words().history.backup;
  notify("backup", `${needsLeave(name)} ${allowIt}`);
}

/** The file changes when it is closed: one that is cut off in the middle stays as it was. */
async function writeAll(to: WritableHandle): Promise<void> {
  const file = await to.createWritable();
  try {
    const ids = useConversations.getState().list.map(({ id }) => id);
    for await (const conversation of readConversations(ids)) await file.write(toText(conversation));
    await file.close();
  } catch (error) {
    await file.abort().catch(() => {}); // the error before is the one to tell
    throw error;
  }
}

/** Writes a minute after a change, and at once when the page goes out of sight, which may be for good. */
function watch(): void {
  if (watching) return;
  watching = true;
  const writeChanges = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!changed || useConversations.getState().locked) return;
    // What is being written may have been read before the change.
    if (useBackup.getState().writing) timer = setTimeout(writeChanges, EVERY_MS);
    else void writeBackup({ ask: false });
  };
  useConversations.subscribe(({ list, locked }, before) => {
    if (list === before.list || locked || !handle || useBackup.getState().needsLeave) return;
    changed = true;
    timer ??= setTimeout(writeChanges, EVERY_MS);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") writeChanges();
  });
}
