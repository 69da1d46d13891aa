/** The conversations: begin, choose, rename, delete. */

import { type RefObject, useState } from "react";
import { focusComposer } from "../state/composer-store.ts";
import { select, useConversations } from "../state/conversation-store.ts";
import { file, remove } from "../state/filing.ts";
import { stopIn } from "../state/send.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { CloseIcon, DollyMark, PlusIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { ConversationRow } from "./conversation-row.tsx";
import "./sidebar.css";

interface SidebarProps {
  readonly open: boolean;
  /** Takes the focus when the drawer opens and when a row goes. */
  readonly newButton: RefObject<HTMLButtonElement | null>;
  onClose(): void;
}

export function Sidebar({ open, newButton, onClose }: SidebarProps) {
  const w = useWords();
  const list = useConversations((state) => state.list);
  const selectedId = useConversations((state) => state.selectedId);
  const [renamingId, setRenamingId] = useState<string | null>(null);

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
      <ul className="sidebar-list">
        {list.map(({ id, title }) => (
          <ConversationRow
            key={id}
            title={title}
            selected={id === selectedId}
            renaming={id === renamingId}
            onSelect={() => show(id)}
            onRename={() => setRenamingId(id)}
            onRenamed={(name) => {
              setRenamingId(null);
              if (name !== null && name !== title) void file(id, { title: name });
            }}
            onDelete={() => {
              stopIn(id);
              void remove(id);
              newButton.current?.focus();
            }}
          />
        ))}
      </ul>
      <p className="sidebar-foot">{w.sidebar.foot}</p>
    </nav>
  );
}
