/** What can be had: the official Dollies, and anything else of the kind. */

import { Fragment, useEffect } from "react";
import { type CheckpointEntry, checkpoints, HUB } from "../../models/catalogue.ts";
import type { StoredOrigin } from "../../workers/contract/library-api.ts";
import { consider, forgetConsidered, useAssess } from "../state/assess-store.ts";
import { useLibrary } from "../state/library-store.ts";
import { useOffline } from "../state/offline-store.ts";
import { usePanel } from "../state/panel-store.ts";
import { useWords } from "../words/words.ts";
import { sayParameters } from "./amounts.ts";
import { OwnSource } from "./own-source.tsx";
import { isSameSource } from "./source-words.ts";
import { VerdictCard } from "./verdict-card.tsx";

export function GetDolly() {
  const w = useWords();
  const wantedId = usePanel((state) => state.wantedId);
  const considered = useAssess((state) => state.considered);
  const staysOffline = useOffline((state) => state.staysOffline);
  const official = checkpoints.find((dolly) => considered !== null && isSameSource(sourceOf(dolly), considered.source));
  useEffect(() => {
    const wanted = checkpoints.find(({ id }) => id === wantedId);
    if (wanted) void consider(sourceOf(wanted), wanted.name);
  }, [wantedId]);
  return (
    <section className="get-dolly" aria-labelledby="get-dolly-title">
      <h3 className="section-title" id="get-dolly-title">
        {w.getDolly.title}
      </h3>
      <p className="get-dolly-words">{w.getDolly.about}</p>
      {staysOffline && <p className="get-dolly-offline">{w.getDolly.staysOffline}</p>}
      <ul className="dollies">
        {checkpoints.map((dolly) => (
          <Fragment key={dolly.id}>
            <DollyButton dolly={dolly} pressed={dolly === official} />
            {considered && dolly === official && (
              <li className="dollies-verdict">
                <VerdictCard considered={considered} />
              </li>
            )}
          </Fragment>
        ))}
      </ul>
      <OwnSource>{considered && !official && <VerdictCard considered={considered} />}</OwnSource>
    </section>
  );
}

interface DollyButtonProps {
  readonly dolly: CheckpointEntry;
  readonly pressed: boolean;
}

function DollyButton({ dolly, pressed }: DollyButtonProps) {
  const w = useWords();
  const { id, name, parameters } = dolly;
  const here = useLibrary(({ list }) => list?.models.some(({ manifest }) => manifest.id === id) ?? false);
  return (
    <li>
      <button
        type="button"
        className="dolly"
        aria-pressed={pressed}
        onClick={() => (pressed ? forgetConsidered() : void consider(sourceOf(dolly), name))}
      >
        <strong className="dolly-name">{name}</strong>
        <span>{w.getDolly.weights(sayParameters(parameters))}</span>
        <span className="dolly-words">{here ? w.getDolly.here : w.getDolly.character[id]}</span>
      </button>
    </li>
  );
}

function sourceOf({ repository, revision }: CheckpointEntry): StoredOrigin {
  return { kind: "hub", host: HUB, repository, revision };
}
