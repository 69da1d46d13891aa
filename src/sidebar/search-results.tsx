/** What a search has found: conversations, with the place where the words stand. Loaded with the first search. */

import { useEffect, useState } from "react";
import type { SearchedWord } from "../../workers/contract/search-api.ts";
import { peek } from "../state/all-conversations.ts";
import { select, useConversations } from "../state/conversation-store.ts";
import { rangesIn, type Snippet, snippetOf, useFound } from "../state/found.ts";
import { search, useSearch } from "../state/search.ts";
import type { Entry } from "../state/stored-format.ts";
import { showMessage } from "../state/tree.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { useWords } from "../words/words.ts";
import { Marked } from "./marked.tsx";

const typingMs = 20;

interface SearchResultsProps {
  readonly query: string;
  onChosen(): void;
}

export function SearchResults({ query, onChosen }: SearchResultsProps) {
  const w = useWords().search;
  const { result, progress, problem } = useSearch();
  const list = useConversations((state) => state.list);
  useEffect(() => {
    const timer = setTimeout(() => void search(query), typingMs);
    return () => clearTimeout(timer);
  }, [query]);
  useEffect(() => () => void search(""), []);
  const entries = new Map(list.map((entry) => [entry.id, entry]));
  const hits = (result?.ids ?? []).flatMap((id) => entries.get(id) ?? []);
  return (
    <>
      <p className="search-said" aria-live="polite">
        {problem ??
          (progress ? w.indexing(progress.done, progress.total) : result ? w.found(result.total) : w.searching)}
      </p>
      <VirtualList items={hits} label={w.results} className="sidebar-list" rowPx={72} keyOf={({ id }) => id}>
        {(entry) => <Hit entry={entry} words={result?.words ?? []} onChosen={onChosen} />}
      </VirtualList>
    </>
  );
}

interface HitProps {
  readonly entry: Entry;
  readonly words: readonly SearchedWord[];
  onChosen(): void;
}

function Hit({ entry, words, onChosen }: HitProps) {
  const [snippet, setSnippet] = useState<Snippet | null>(null);
  const { id, title } = entry;
  useEffect(() => {
    let wanted = true;
    void peek(id).then((conversation) => {
      if (wanted && conversation) setSnippet(snippetOf(conversation, words));
    });
    return () => {
      wanted = false;
    };
  }, [id, words]);
  const show = async () => {
    onChosen();
    await select(id);
    if (!snippet) return;
    await showMessage(id, snippet.messageId);
    useFound.setState({ found: { conversationId: id, messageId: snippet.messageId, words } });
  };
  return (
    <button type="button" className="hit" onClick={() => void show()}>
      <span className="hit-title" dir="auto">
        <Marked text={title} ranges={rangesIn(title, words)} />
      </span>
      {snippet && (
        <span className="hit-snippet" dir="auto">
          <Marked text={snippet.text} ranges={snippet.ranges} />
        </span>
      )}
    </button>
  );
}
