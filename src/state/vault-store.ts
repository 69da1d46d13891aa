/** The passphrase over all conversations: set, asked for, changed, taken away. */

import { create } from "zustand";
import { words } from "../words/words.ts";
import { hideWords, rememberWords } from "./composer-store.ts";
import {
  closeConversations,
  openConversations,
  openedPersist,
  returnPersonal,
  sentence,
  useConversations,
} from "./conversation-store.ts";
import { hideEdits, rememberEdits } from "./edits-store.ts";
import { keepPersonalIn, takePersonal, writeLocal } from "./local.ts";
import { openTable } from "./open-table.ts";
import { stop } from "./send.ts";
import { tellTabs } from "./tabs.ts";

interface VaultStore {
  /** Null until somebody looked. */
  readonly protected: boolean | null;
  readonly busy: boolean;
  /** How many records of how many are encrypted or decrypted. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** What came of the last deed. */
  readonly said: { readonly kind: "done" | "failed"; readonly sentence: string } | null;
}

export const useVault = create<VaultStore>(() => ({ protected: null, busy: false, progress: null, said: null }));

const { setState } = useVault;

export async function lookAtVault(): Promise<void> {
  const { table } = await openTable();
  setState({ protected: (await table.look()) !== "none", said: null });
}

/** Encrypts everything by a passphrase. */
export function protect(passphrase: string): Promise<void> {
  return doing(words().vault.sealed, async () => {
    const { table } = await openTable();
    await table.seal(passphrase, onProgress);
    await keepPersonal();
    await (await openedPersist()).entries([]); // decrypted once, so that the next page finds them in one record
    setState({ protected: true });
  });
}

/** Decrypts everything for good; the passphrase is asked for once more. */
export function unprotect(passphrase: string): Promise<void> {
  return doing(words().vault.opened, async () => {
    const { table } = await openTable();
    await table.unlock(passphrase);
    await table.open(onProgress);
    keepPersonalIn(null, new Map());
    await returnPersonal(await openedPersist());
    setState({ protected: false });
  });
}

export function changePassphrase(passphrase: string, next: string): Promise<void> {
  return doing(words().vault.changed, async () => {
    const { table } = await openTable();
    await table.unlock(passphrase);
    await table.rekey(next);
  });
}

/** Takes everything out of memory until the passphrase is given again. */
export async function lock(): Promise<void> {
  const { table } = await openTable();
  stop();
  closeConversations();
  hideWords();
  hideEdits();
  keepPersonalIn(() => {}, new Map());
  table.lock();
  setState({ said: null });
  useConversations.setState({ locked: true });
}

export async function unlock(passphrase: string): Promise<void> {
  setState({ busy: true, said: null });
  try {
    const { table } = await openTable();
    await table.unlock(passphrase);
    await keepPersonal();
    setState({ protected: true });
    await openConversations();
    rememberWords();
    rememberEdits();
    await table.finish(onProgress);
    await lookAtVault();
  } catch (error) {
    setState({ said: { kind: "failed", sentence: sentence(error) } });
  }
  setState({ busy: false, progress: null });
}

/** What the reader writes is encrypted too: each value as soon as the one before it is stored, the latest only. */
async function keepPersonal(): Promise<void> {
  const persist = await openedPersist();
  const waiting = new Map<string, unknown>();
  let writing = false;
  const write = async () => {
    if (writing) return;
    writing = true;
    for (const [key, value] of waiting) {
      waiting.delete(key);
      await persist.writeLocal(key, value).catch(() => {}); // locked meanwhile: the words are still on the screen
    }
    writing = false;
  };
  keepPersonalIn(
    (key, value) => {
      waiting.set(key, value);
      void write();
    },
    await persist.locals(),
  );
  for (const [key, value] of takePersonal()) writeLocal(key, value);
}

async function doing(done: string, work: () => Promise<void>): Promise<void> {
  setState({ busy: true, said: null });
  try {
    await work();
    setState({ said: { kind: "done", sentence: done } });
  } catch (error) {
    setState({ said: { kind: "failed", sentence: words().vault.failed(sentence(error)) } });
  } finally {
    tellTabs({ kind: "vault" });
    setState({ busy: false, progress: null });
  }
}

function onProgress(done: number, total: number): void {
  setState({ progress: { done, total } });
}
