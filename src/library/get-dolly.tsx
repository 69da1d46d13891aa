/** What can be had: the official Dollies, and anything else of the kind. */

import { Fragment, useEffect } from "react";
import { type CheckpointEntry, checkpoints, HUB } from "../../models/catalogue.ts";
import type { StoredOrigin } from "../../workers/contract/library-api.ts";
import { consider, forgetConsidered, useAssess } from "../state/assess-store.ts";
import { useLibrary } from "../state/library-store.ts";
import { usePanel } from "../state/panel-store.ts";
import { sayParameters } from "./amounts.ts";
import { OwnSource } from "./own-source.tsx";
import { isSameSource } from "./source-words.ts";
import { VerdictCard } from "./verdict-card.tsx";

/** What each is like, for somebody who has to choose. */
const character: Readonly<Record<string, string>> = {
  "dolly-v2-3b": "The one to begin with.",
  "dolly-v2-7b": "Knows more. Wants a good graphics card.",
  "dolly-v2-12b": "The full Dolly. Wants a large graphics card.",
};

export function GetDolly() {
  const wantedId = usePanel((state) => state.wantedId);
  const considered = useAssess((state) => state.considered);
  const official = checkpoints.find((dolly) => considered !== null && isSameSource(sourceOf(dolly), considered.source));
  useEffect(() => {
    const wanted = checkpoints.find(({ id }) => id === wantedId);
    if (wanted) void consider(sourceOf(wanted), wanted.name);
  }, [wantedId]);
  return (
    <section className="get-dolly" aria-labelledby="get-dolly-title">
      <h3 id="get-dolly-title">Get Dolly</h3>
      <p className="get-dolly-words">
        The official weights come straight from where Databricks publishes them, and this page makes them four times
        smaller as they arrive. Nothing you type goes the other way.
      </p>
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
        <span>{sayParameters(parameters)} weights</span>
        <span className="dolly-words">{here ? "On this device." : character[id]}</span>
      </button>
    </li>
  );
}

function sourceOf({ repository, revision }: CheckpointEntry): StoredOrigin {
  return { kind: "hub", host: HUB, repository, revision };
}
