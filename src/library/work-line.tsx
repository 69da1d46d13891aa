/** What is being done with a model, or came of it. */

import type { Work } from "../state/library-store.ts";
import { percentOf } from "../state/progress.ts";
import { useWords, type Words } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";

interface WorkLineProps {
  readonly work: Work | undefined;
  readonly name: string;
}

export function WorkLine({ work, name }: WorkLineProps) {
  const w = useWords().work;
  if (!work) return null;
  if (work.kind === "failed") {
    return (
      <p className="work-line work-line-problem" role="alert">
        {work.error.message}
      </p>
    );
  }
  return (
    <div className="work-line">
      <p role={settled(work) ? "status" : undefined}>{workWords(work, w)}</p>
      {(work.kind === "verifying" || work.kind === "repairing") && (
        <progress
          className="load-bar"
          aria-label={(work.kind === "verifying" ? w.verifyingModel : w.repairingModel)(name)}
          max={100}
          value={work.totalBytes > 0 ? percentOf(work.doneBytes, work.totalBytes) : undefined}
        />
      )}
    </div>
  );
}

const settled = ({ kind }: Work) => kind === "whole" || kind === "damaged" || kind === "repaired" || kind === "packed";

function workWords(work: Exclude<Work, { readonly kind: "failed" }>, w: Words["work"]): string {
  switch (work.kind) {
    case "verifying":
      return work.totalBytes > 0 ? w.verifyingPart(sayBytes(work.doneBytes), sayBytes(work.totalBytes)) : w.verifying;
    case "repairing":
      return work.totalBytes > 0 ? w.repairingPart(sayBytes(work.doneBytes), sayBytes(work.totalBytes)) : w.repairing;
    case "packing":
      return w.packing;
    case "removing":
      return w.removing;
    case "whole":
      return w.whole(sayBytes(work.checkedBytes));
    case "damaged":
      return w.damaged(work.pieces, sayBytes(work.damagedBytes));
    case "repaired":
      return work.repairedBytes === 0 ? w.nothingToRepair : w.repaired(sayBytes(work.repairedBytes));
    case "packed":
      return w.packed(sayBytes(work.bytes));
  }
}
