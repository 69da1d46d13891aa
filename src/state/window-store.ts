/**
 * How what stands in the composer would fill the model's window, counted by the model's own tokenizer a moment after the
 * last key. Null while there is no model to count.
 */

import { create } from "zustand";
import type { WindowUse } from "../../workers/contract/engine-api.ts";
import { useComposer } from "./composer-store.ts";
import { useConversations } from "./conversation-store.ts";
import { engine, useEngine } from "./engine-store.ts";
import { nextRequest } from "./send.ts";
import { useSettings } from "./settings-store.ts";

export type { WindowUse };

const pauseMs = 150;

interface WindowState {
  readonly use: WindowUse | null;
  /** How many earlier exchanges there are, kept or not. */
  readonly earlier: number;
}

const nothing: WindowState = { use: null, earlier: 0 };

export const useWindow = create<WindowState>(() => nothing);

/** Counts for as long as somebody looks; returns how to end it. */
export function watchWindow(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  const count = async () => {
    const mine = ++latest;
    const state = await counted();
    if (mine === latest) useWindow.setState(state);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(count, pauseMs);
  };
  const ends = [useComposer, useConversations, useEngine, useSettings].map((store) => store.subscribe(later));
  later();
  return () => {
    latest++;
    clearTimeout(timer);
    for (const end of ends) end();
  };
}

async function counted(): Promise<WindowState> {
  if (useEngine.getState().engine.phase !== "ready") return nothing;
  const request = await nextRequest();
  try {
    const use = await engine().windowUse(request, { signal: new AbortController().signal, emit: () => {} });
    return { use, earlier: request.earlier.length };
  } catch {
    return nothing; // the engine has gone meanwhile: whoever sends is told
  }
}
