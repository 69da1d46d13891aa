/** Which conversations the list shows. Out of sight while there is nothing to choose from. */

import { useConversations } from "../state/conversation-store.ts";
import { useWords } from "../words/words.ts";
import type { Shelf } from "./conversation-list.tsx";

interface ShelfPickerProps {
  readonly shelf: Shelf;
  readonly folders: readonly string[];
  onShelf(shelf: Shelf): void;
}

const folderPrefix = "folder ";

export function ShelfPicker({ shelf, folders, onShelf }: ShelfPickerProps) {
  const w = useWords().sidebar;
  const anyArchived = useConversations(({ list }) => list.some(({ archived }) => archived));
  if (shelf.kind === "all" && folders.length === 0 && !anyArchived) return null;
  return (
    <select
      className="field sidebar-shelf"
      aria-label={w.shelf}
      value={shelf.kind === "folder" ? folderPrefix + shelf.name : shelf.kind}
      onChange={({ target: { value } }) => {
        if (value === "all" || value === "archive") onShelf({ kind: value });
        else onShelf({ kind: "folder", name: value.slice(folderPrefix.length) });
      }}
    >
      <option value="all">{w.all}</option>
      {folders.map((name) => (
        <option key={name} value={folderPrefix + name}>
          {name}
        </option>
      ))}
      <option value="archive">{w.archived}</option>
    </select>
  );
}
