/** The conversations of one shelf, pinned ones first. */

import { type RefObject, useMemo, useState } from "react";
import { useConversations } from "../state/conversation-store.ts";
import { file, remove } from "../state/filing.ts";
import { openHistory } from "../state/history-panel.ts";
import { stopIn } from "../state/send.ts";
import type { Entry } from "../state/stored-format.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { useWords } from "../words/words.ts";
import { ConversationRow } from "./conversation-row.tsx";

/** All that are not archived, the archive, or a folder by its name. */
export type Shelf = { readonly kind: "all" | "archive" } | { readonly kind: "folder"; readonly name: string };

interface ConversationListProps {
  readonly shelf: Shelf;
  readonly folders: readonly string[];
  readonly newButton: RefObject<HTMLButtonElement | null>;
  onShow(id: string): void;
}

export function ConversationList({ shelf, folders, newButton, onShow }: ConversationListProps) {
  const w = useWords();
  const list = useConversations((state) => state.list);
  const selectedId = useConversations((state) => state.selectedId);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const [toldId, setToldId] = useState<string | null>(null);
  const entries = useMemo(() => onShelf(list, shelf), [list, shelf]);
  return (
    <VirtualList items={entries} label={w.app.conversations} className="sidebar-list" rowPx={40} keyOf={({ id }) => id}>
      {(entry) => (
        <ConversationRow
          entry={entry}
          folders={folders}
          selected={entry.id === selectedId}
          renaming={entry.id === renamingId}
          told={entry.id === toldId}
          onSelect={() => onShow(entry.id)}
          onRename={() => setRenamingId(entry.id)}
          onRenamed={(name) => {
            setRenamingId(null);
            if (name !== null && name !== entry.title) void file(entry.id, { title: name });
          }}
          onMore={() => setToldId(toldId === entry.id ? null : entry.id)}
          onFile={(change) => void file(entry.id, change)}
          onExport={() => openHistory(entry.id)}
          onDelete={() => {
            stopIn(entry.id);
            void remove(entry.id);
            newButton.current?.focus();
          }}
        />
      )}
    </VirtualList>
  );
}

function onShelf(list: readonly Entry[], shelf: Shelf): Entry[] {
  const there = list.filter(({ archived, folder }) =>
    shelf.kind === "folder" ? folder === shelf.name && !archived : archived === (shelf.kind === "archive"),
  );
  return [...there.filter(({ pinned }) => pinned), ...there.filter(({ pinned }) => !pinned)];
}
