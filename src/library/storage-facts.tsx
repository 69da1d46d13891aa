/** What everything takes on the disk, what is left, and whether the browser has promised to keep it. */

import type { LibraryList } from "../../workers/contract/library-api.ts";
import { askToPersist, useLibrary } from "../state/library-store.ts";
import { percentOf } from "../state/progress.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";

export function StorageFacts({ list }: { readonly list: LibraryList }) {
  const w = useWords().modelStorage;
  const { usedBytes, freeBytes, persisted } = list.storage;
  const answer = useLibrary((state) => state.persistAnswer);
  return (
    <div className="storage">
      {usedBytes !== null && freeBytes !== null && (
        <>
          <meter
            className="storage-bar"
            aria-label={w.inUse}
            min={0}
            max={100}
            value={percentOf(usedBytes, usedBytes + freeBytes)}
          />
          <p>{w.kept(sayBytes(usedBytes), sayBytes(freeBytes))}</p>
        </>
      )}
      <p>{persisted ? w.persisted : w.notPersisted}</p>
      {!persisted && <Button onClick={() => void askToPersist()}>{w.ask}</Button>}
      {!persisted && answer === "refused" && <p>{w.refusedHint}</p>}
    </div>
  );
}
