/** What everything takes on the disk, what is left, and whether the browser has promised to keep it. */

import type { LibraryList } from "../../workers/contract/library-api.ts";
import { askToPersist, useLibrary } from "../state/library-store.ts";
import { percentOf } from "../state/progress.ts";
import { Button } from "../ui/button.tsx";
import { sayBytes } from "./amounts.ts";

export function StorageFacts({ list }: { readonly list: LibraryList }) {
  const { usedBytes, freeBytes, persisted } = list.storage;
  const answer = useLibrary((state) => state.persistAnswer);
  return (
    <div className="storage">
      {usedBytes !== null && freeBytes !== null && (
        <>
          <meter
            className="storage-bar"
            aria-label="Storage in use"
            min={0}
            max={100}
            value={percentOf(usedBytes, usedBytes + freeBytes)}
          />
          <p>
            This page keeps {sayBytes(usedBytes)} here; the browser would give it {sayBytes(freeBytes)} more.
          </p>
        </>
      )}
      <p>
        {persisted
          ? "The browser has promised not to delete any of it by itself."
          : "When the disk gets full, the browser may delete the models."}
      </p>
      {!persisted && <Button onClick={() => void askToPersist()}>Ask the browser to keep them</Button>}
      {!persisted && answer === "refused" && (
        <p>It did not promise. Bookmarking or installing this page often changes its mind.</p>
      )}
    </div>
  );
}
