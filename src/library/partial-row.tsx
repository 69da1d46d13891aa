/** An installation that was paused or broke, in this visit or an earlier one. */

import type { PartialModel } from "../../workers/contract/library-api.ts";
import { install, isUnderWay, useInstall } from "../state/install-store.ts";
import { isWorking, useLibrary } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords, type Words } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";
import { DeleteModel } from "./delete-model.tsx";
import { WorkLine } from "./work-line.tsx";

export function PartialRow({ partial }: { readonly partial: PartialModel }) {
  const w = useWords();
  const { id, name, dtypes, bytes, origin, running } = partial;
  const underWay = useInstall(({ installation }) => isUnderWay(installation));
  const work = useLibrary((state) => state.work[id]);
  return (
    <li className="model" aria-label={w.models.modelNotComplete(name)}>
      <div className="model-top">
        <p className="model-head">
          <strong className="model-name">{name}</strong>
          <span className="model-not-complete">{w.models.notComplete}</span>
        </p>
        {origin && !running && (
          <Button
            look="strong"
            aria-label={w.models.resumeModel(name)}
            disabled={underWay || isWorking(work)}
            onClick={() => void install({ source: origin, dtypes, name }, name)}
          >
            {w.install.resume}
          </Button>
        )}
      </div>
      <p className="model-line">{partialWords(partial, w.models)}</p>
      <WorkLine work={work} name={name} />
      <div className="model-actions">
        <DeleteModel id={id} name={name} bytes={bytes} disabled={running || isWorking(work)} />
      </div>
    </li>
  );
}

function partialWords({ bytes, origin, running }: PartialModel, w: Words["models"]): string {
  const here = w.partialHere(sayBytes(bytes));
  if (running) return `${here} ${w.partialElsewhere}`;
  if (origin === null) return `${here} ${w.partialFromFiles}`;
  return `${here} ${w.partialGoesOn}`;
}
