/**
 * The search over all conversations, in a worker of its own. Its index is kept on the disk and brought up to date when the
 * search is first used, and from then on as conversations change. Loaded with the first search.
 */

import { create } from "zustand";
import type { SearchDocument, SearchResult } from "../../workers/contract/search-api.ts";
import { searchWorker } from "../backend.ts";
import { peek } from "./all-conversations.ts";
import type { Conversation } from "./conversation.ts";
import { openedPersist, sentence, useConversations } from "./conversation-store.ts";
import { textOf } from "./found.ts";
import type { Entry } from "./stored-format.ts";

interface SearchStore {
  /** How many of how many conversations are in the index; null once all are. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly query: string;
  /** Null until the query is answered. */
  readonly result: SearchResult | null;
  readonly problem: string | null;
}

export const useSearch = create<SearchStore>(() => ({ progress: null, query: "", result: null, problem: null }));

const { getState, setState } = useSearch;

const LIMIT = 200;

/** Read and indexed at once, so that neither thread is held up for long. */
const BATCH = 50;

/** An index that lacks more than this is stored anew; the rest is quickly read again. */
const UNSTORED = 200;

/** Changes come one by one while an answer settles. */
const SETTLE_MS = 400;

const call = { signal: new AbortController().signal, emit: () => {} };
const api = () => searchWorker.api(() => forget());

let opening: Promise<void> | null = null;
let stamps = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | null = null;

useConversations.subscribe(({ list, locked }, before) => {
  if (locked && opening) {
    searchWorker.end(); // what it has read is not for who comes now
    forget();
  }
  if (locked || list === before.list || !opening || timer !== null) return;
  timer = setTimeout(() => {
    timer = null;
    void opening?.then(follow).then(() => search(getState().query));
  }, SETTLE_MS);
});

export async function search(query: string): Promise<void> {
  setState({ query });
  if (query.trim() === "") return setState({ result: null });
  try {
    opening ??= open();
    const answer = () => api().find({ query, limit: LIMIT }, call);
    const first = await answer();
    if (getState().query === query && first.total > 0) setState({ result: first, problem: null });
    await opening;
    const whole = await answer();
    if (getState().query === query) setState({ result: whole, problem: null });
  } catch (error) {
    forget();
    setState({ problem: sentence(error) });
  }
}

async function open(): Promise<void> {
  const persist = await openedPersist();
  const { list } = useConversations.getState();
  const documents = list.map((entry) => ({ id: entry.id, stamp: stampOf(entry), at: entry.updatedAt }));
  const wanted = await api().open({ index: await persist.searchIndex().catch(() => null), documents }, call);
  stamps = new Map(documents.map(({ id, stamp }) => [id, stamp]));
  await index(wanted);
  if (wanted.length > UNSTORED) {
    // Without it the next search takes as long as this one; nothing is lost.
    await persist.writeSearchIndex(await api().pack(null, call)).catch(() => {});
  }
}

/** Brings what has changed into the index. */
async function follow(): Promise<void> {
  const { list } = useConversations.getState();
  const now = new Map(list.map((entry) => [entry.id, stampOf(entry)]));
  const gone = [...stamps.keys()].filter((id) => !now.has(id));
  const changed = [...now].filter(([id, stamp]) => stamps.get(id) !== stamp).map(([id]) => id);
  stamps = now;
  if (gone.length > 0) await api().remove(gone, call);
  await index(changed);
}

async function index(ids: readonly string[]): Promise<void> {
  const entries = new Map(useConversations.getState().list.map((entry) => [entry.id, entry]));
  for (let at = 0; at < ids.length; at += BATCH) {
    if (ids.length > BATCH) setState({ progress: { done: at, total: ids.length } });
    const documents: SearchDocument[] = [];
    for (const conversation of await Promise.all(ids.slice(at, at + BATCH).map(peek))) {
      const entry = conversation && entries.get(conversation.id);
      if (entry) documents.push(documentOf(entry, conversation));
    }
    await api().add(documents, call);
  }
  setState({ progress: null });
}

function documentOf(entry: Entry, { messages }: Conversation): SearchDocument {
  const text = [entry.title, ...messages.map(textOf)].join("\n");
  return { id: entry.id, stamp: stampOf(entry), at: entry.updatedAt, text };
}

/** A name does not change a conversation's time. */
function stampOf({ updatedAt, title }: Entry): string {
  return `${updatedAt} ${title}`;
}

function forget(): void {
  opening = null;
  stamps = new Map();
  setState({ result: null, progress: null });
}
