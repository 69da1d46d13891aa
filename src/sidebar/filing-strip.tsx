/** What else can be done with a conversation of the list: rename, pin, archive, put into a folder, export. */

import { useState } from "react";
import type { Filing } from "../state/branches.ts";
import type { Entry } from "../state/stored-format.ts";
import { Button } from "../ui/button.tsx";
import { ArchiveIcon, ExportIcon, PinIcon, RenameIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";

interface FilingStripProps {
  readonly entry: Entry;
  readonly folders: readonly string[];
  onRename(): void;
  onFile(change: Partial<Filing>): void;
  onExport(): void;
}

export function FilingStrip({ entry, folders, onRename, onFile, onExport }: FilingStripProps) {
  const w = useWords().sidebar;
  const { id, title, pinned, archived } = entry;
  const [folder, setFolder] = useState(entry.folder ?? "");
  const keep = () => {
    if (folder.trim() !== (entry.folder ?? "")) onFile({ folder });
  };
  return (
    <fieldset className="strip" aria-label={w.more(title)}>
      <Button look="quiet" aria-label={w.rename(title)} onClick={onRename}>
        <RenameIcon />
        {w.renameShort}
      </Button>
      <Button look="quiet" aria-pressed={pinned} onClick={() => onFile({ pinned: !pinned })}>
        <PinIcon />
        {pinned ? w.unpin : w.pin}
      </Button>
      <Button look="quiet" onClick={() => onFile({ archived: !archived })}>
        <ArchiveIcon />
        {archived ? w.unarchive : w.archive}
      </Button>
      <Button look="quiet" onClick={onExport}>
        <ExportIcon />
        {w.export}
      </Button>
      <input
        className="field strip-folder"
        aria-label={w.folderOf(title)}
        placeholder={w.folder}
        list={`folders-${id}`}
        dir="auto"
        maxLength={60}
        value={folder}
        onChange={(event) => setFolder(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) keep();
        }}
      />
      <datalist id={`folders-${id}`}>
        {folders.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </fieldset>
  );
}
