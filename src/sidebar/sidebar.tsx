/** The conversations: begin, find, choose. */

import { type ComponentType, lazy, type RefObject, Suspense, useMemo, useState } from "react";
import { focusComposer } from "../state/composer-store.ts";
import { select, useConversations } from "../state/conversation-store.ts";
import type { Entry } from "../state/stored-format.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { CloseIcon, DollyMark, PlusIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { ConversationList, type Shelf } from "./conversation-list.tsx";
import { ShelfPicker } from "./shelf-picker.tsx";
import { SidebarFoot } from "./sidebar-foot.tsx";
import "./sidebar.css";

const SearchResults = lazy<ComponentType<{ query: string; onChosen(): void }>>(() =>
  import("./search-results.tsx").then(({ SearchResults }) => ({ default: SearchResults })),
);

interface SidebarProps {
  readonly open: boolean;
  /** Takes the focus when the drawer opens and when a row goes. */
  readonly newButton: RefObject<HTMLButtonElement | null>;
  onClose(): void;
}

export function Sidebar({ open, newButton, onClose }: SidebarProps) {
  const w = useWords();
  const list = useConversations((state) => state.list);
  const [query, setQuery] = useState("");
  const [shelf, setShelf] = useState<Shelf>({ kind: "all" });
  const folders = useMemo(() => foldersOf(list), [list]);

  const show = (id: string | null) => {
    void select(id);
    onClose();
    if (id === null) focusComposer();
  };
  return (
    <nav
      className={open ? "sidebar sidebar-open" : "sidebar"}
      id="sidebar"
      aria-label={w.app.conversations}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) onClose();
      }}
    >
      <div className="sidebar-top">
        <p className="brand">
          <DollyMark />
          <span>
            {w.sidebar.brand} <small>{w.sidebar.brandEnd}</small>
          </span>
        </p>
        <IconButton label={w.sidebar.closeList} className="sidebar-close" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      <Button className="sidebar-new" ref={newButton} onClick={() => show(null)}>
        <PlusIcon />
        {w.app.newConversation}
      </Button>
      {list.length > 0 && (
        <input
          type="search"
          className="field sidebar-search"
          aria-label={w.search.label}
          placeholder={w.search.label}
          dir="auto"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      {query.trim() !== "" && list.length > 0 ? (
        <Suspense fallback={<p className="search-said">{w.search.searching}</p>}>
          <SearchResults query={query} onChosen={onClose} />
        </Suspense>
      ) : (
        <>
          <ShelfPicker shelf={shelf} folders={folders} onShelf={setShelf} />
          <ConversationList shelf={shelf} folders={folders} newButton={newButton} onShow={show} />
        </>
      )}
      <SidebarFoot onLock={onClose} />
    </nav>
  );
}

function foldersOf(list: readonly Entry[]): string[] {
  const names = new Set(list.map(({ folder }) => folder).filter((name) => name !== null));
  return [...names].sort((a, b) => a.localeCompare(b));
}
