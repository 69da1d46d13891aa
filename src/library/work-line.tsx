/** What is being done with a model, or came of it. */

import type { Work } from "../state/library-store.ts";
import { percentOf } from "../state/progress.ts";
import { sayBytes } from "./amounts.ts";

interface WorkLineProps {
  readonly work: Work | undefined;
  readonly name: string;
}

export function WorkLine({ work, name }: WorkLineProps) {
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
      <p role={settled(work) ? "status" : undefined}>{words(work)}</p>
      {(work.kind === "verifying" || work.kind === "repairing") && (
        <progress
          className="load-bar"
          aria-label={`${work.kind === "verifying" ? "Verifying" : "Repairing"} ${name}`}
          max={100}
          value={work.totalBytes > 0 ? percentOf(work.doneBytes, work.totalBytes) : undefined}
        />
      )}
    </div>
  );
}

const settled = ({ kind }: Work) => kind === "whole" || kind === "damaged" || kind === "repaired" || kind === "packed";

function words(work: Exclude<Work, { readonly kind: "failed" }>): string {
  switch (work.kind) {
    case "verifying":
      return work.totalBytes > 0
        ? `Verifying: ${sayBytes(work.doneBytes)} of ${sayBytes(work.totalBytes)}`
        : "Verifying…";
    case "repairing":
      return work.totalBytes > 0
        ? `Repairing: ${sayBytes(work.doneBytes)} of ${sayBytes(work.totalBytes)}`
        : "Repairing…";
    case "packing":
      return "Making the pack…";
    case "removing":
      return "Deleting…";
    case "whole":
      return `Every byte of ${sayBytes(work.checkedBytes)} is as it should be.`;
    case "damaged":
      return `${work.pieces === 1 ? "1 piece is" : `${work.pieces} pieces are`} damaged, ${sayBytes(work.damagedBytes)} in all. Repair fetches just those again.`;
    case "repaired":
      return work.repairedBytes === 0
        ? "There was nothing to repair."
        : `${sayBytes(work.repairedBytes)} were repaired.`;
    case "packed":
      return `A pack of ${sayBytes(work.bytes)} is on its way to your downloads.`;
  }
}
