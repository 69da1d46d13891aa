/** An installation that was paused or broke, in this visit or an earlier one. */

import type { PartialModel } from "../../workers/contract/library-api.ts";
import { install, isUnderWay, useInstall } from "../state/install-store.ts";
import { isWorking, useLibrary } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { sayBytes } from "./amounts.ts";
import { DeleteModel } from "./delete-model.tsx";
import { WorkLine } from "./work-line.tsx";

export function PartialRow({ partial }: { readonly partial: PartialModel }) {
  const { id, name, dtypes, bytes, origin, running } = partial;
  const underWay = useInstall(({ installation }) => isUnderWay(installation));
  const work = useLibrary((state) => state.work[id]);
  return (
    <li className="model" aria-label={`${name}, not complete`}>
      <div className="model-top">
        <p className="model-head">
          <strong className="model-name">{name}</strong>
          <span className="model-not-complete">not complete</span>
        </p>
        {origin && !running && (
          <Button
            look="strong"
            aria-label={`Resume ${name}`}
            disabled={underWay || isWorking(work)}
            onClick={() => void install({ source: origin, dtypes, name }, name)}
          >
            Resume
          </Button>
        )}
      </div>
      <p className="model-line">{partialWords(partial)}</p>
      <WorkLine work={work} name={name} />
      <div className="model-actions">
        <DeleteModel id={id} name={name} bytes={bytes} disabled={running || isWorking(work)} />
      </div>
    </li>
  );
}

function partialWords({ bytes, origin, running }: PartialModel): string {
  const here = `${sayBytes(bytes)} are here.`;
  if (running) return `${here} Another tab is bringing in the rest.`;
  if (origin === null) return `${here} It came from files: pick the same ones again below, and it goes on from here.`;
  return `${here} It goes on where it left off.`;
}
