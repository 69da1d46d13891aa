/** One conversation of the list, or the field that renames it. */

import { useEffect, useRef, useState } from "react";
import type { Filing } from "../state/branches.ts";
import type { Entry } from "../state/stored-format.ts";
import { IconButton } from "../ui/button.tsx";
import { DeleteIcon, MoreIcon, PinIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { FilingStrip } from "./filing-strip.tsx";

interface ConversationRowProps {
  readonly entry: Entry;
  readonly folders: readonly string[];
  readonly selected: boolean;
  readonly renaming: boolean;
  /** What else can be done with it is shown. */
  readonly told: boolean;
  onSelect(): void;
  onRename(): void;
  /** Null: it keeps its name. */
  onRenamed(name: string | null): void;
  onMore(): void;
  onFile(change: Partial<Filing>): void;
  onExport(): void;
  onDelete(): void;
}

export function ConversationRow(props: ConversationRowProps) {
  const w = useWords();
  const { entry, folders, selected, renaming, told, onSelect, onRename, onRenamed, onMore, onDelete } = props;
  const { title, pinned } = entry;
  const row = useRef<HTMLButtonElement>(null);
  if (renaming) {
    return (
      <div className="row">
        <RenameField
          title={title}
          onRenamed={(name, byKey) => {
            onRenamed(name);
            // The field is gone by then; whoever used the keyboard goes on from the row.
            if (byKey) requestAnimationFrame(() => row.current?.focus());
          }}
        />
      </div>
    );
  }
  return (
    <>
      <div className={selected ? "row row-selected" : "row"}>
        <button
          type="button"
          className="row-title"
          ref={row}
          aria-current={selected || undefined}
          dir="auto"
          onClick={onSelect}
          onKeyDown={(event) => {
            if (event.key === "F2") onRename();
            if (event.key === "Delete") onDelete();
          }}
        >
          {pinned && <PinIcon />}
          {title}
        </button>
        <span className="row-actions">
          <IconButton label={w.sidebar.more(title)} aria-expanded={told} onClick={onMore}>
            <MoreIcon />
          </IconButton>
          <IconButton label={w.sidebar.delete(title)} onClick={onDelete}>
            <DeleteIcon />
          </IconButton>
        </span>
      </div>
      {told && (
        <FilingStrip
          entry={entry}
          folders={folders}
          onRename={onRename}
          onFile={props.onFile}
          onExport={props.onExport}
        />
      )}
    </>
  );
}

interface RenameFieldProps {
  readonly title: string;
  onRenamed(name: string | null, byKey: boolean): void;
}

function RenameField({ title, onRenamed }: RenameFieldProps) {
  const w = useWords();
  const [name, setName] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <input
      className="row-field"
      ref={field}
      aria-label={w.sidebar.name}
      value={name}
      dir="auto"
      maxLength={200}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => onRenamed(name, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.stopPropagation(); // Escape ends the renaming, not the drawer
        onRenamed(event.key === "Enter" ? name : null, true);
      }}
    />
  );
}
