/** Will it run here? In words, before the first byte of weights. */

import { useEffect, useRef } from "react";
import type { Assessment } from "../../workers/contract/library-api.ts";
import { type Considered, forgetConsidered, reconsider } from "../state/assess-store.ts";
import { changeModel, useEngine } from "../state/engine-store.ts";
import { install, isUnderWay, useInstall } from "../state/install-store.ts";
import { askToPersist, useLibrary } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { canInstall, findingWords, type Verdict, verdictOf, verdictWords } from "./finding-words.ts";
import { sourceWords } from "./source-words.ts";
import { useBusyWriting } from "./use-busy.ts";
import { VerdictFacts } from "./verdict-facts.tsx";

export function VerdictCard({ considered }: { readonly considered: Considered }) {
  const { source, state } = considered;
  const name = considered.name ?? (state.phase === "assessed" ? state.assessment.name : sourceWords(source));
  const card = useRef<HTMLElement>(null);
  const words = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows with every phase
  useEffect(() => {
    card.current?.scrollIntoView({ block: "nearest" });
    words.current?.scrollIntoView({ block: "nearest" }); // first of all, where the screen does not hold the card
  }, [state.phase]);
  return (
    <section
      ref={card}
      className="verdict"
      aria-label={`Will ${name} run here?`}
      aria-busy={state.phase === "checking"}
    >
      <div ref={words} className="verdict-words" aria-live="polite">
        {state.phase === "checking" && <p className="verdict-checking">Looking at {name} and at this device…</p>}
        {state.phase === "failed" && (
          <>
            <h4 className="verdict-title verdict-not">Could not look at {name}</h4>
            <p className="verdict-sentence">{state.error.message}</p>
          </>
        )}
        {state.phase === "assessed" && <Findings assessment={state.assessment} />}
      </div>
      {state.phase === "assessed" && <VerdictFacts assessment={state.assessment} source={source} />}
      <div className="verdict-actions">
        {state.phase === "failed" && (
          <Button look="strong" onClick={reconsider}>
            Try again
          </Button>
        )}
        {state.phase === "assessed" ? (
          <Go considered={considered} assessment={state.assessment} />
        ) : (
          <Button look="quiet" onClick={forgetConsidered}>
            {state.phase === "checking" ? "Cancel" : "Not now"}
          </Button>
        )}
      </div>
    </section>
  );
}

function Findings({ assessment }: { readonly assessment: Assessment }) {
  const verdict: Verdict = verdictOf(assessment);
  return (
    <>
      <h4 className={`verdict-title verdict-${verdict}`}>{verdictWords[verdict]}</h4>
      {assessment.findings.length > 0 && (
        <ul className="verdict-findings">
          {assessment.findings.map((finding) => (
            <li key={finding.code} className={finding.blocks ? "finding-blocks" : undefined}>
              {findingWords(finding)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface GoProps {
  readonly considered: Considered;
  readonly assessment: Assessment;
}

function Go({ considered, assessment }: GoProps) {
  const underWay = useInstall(({ installation }) => isUnderWay(installation));
  const installed = useLibrary(({ list }) => list?.models.find(({ manifest }) => manifest.id === assessment.id));
  const inUseId = useEngine((state) => state.model.id);
  const busy = useBusyWriting();
  const name = considered.name ?? assessment.name;

  if (verdictOf(assessment) === "installed") {
    const use = () => void changeModel({ id: assessment.id, name: installed?.manifest.name ?? name }).catch(() => {});
    if (inUseId === assessment.id) return <p className="verdict-hint">It is in use.</p>;
    return (
      <Button look="strong" onClick={use} disabled={busy}>
        Use {name}
      </Button>
    );
  }
  if (!canInstall(assessment)) {
    return <Button onClick={reconsider}>Look again</Button>;
  }
  const begin = () => {
    if (!assessment.storage.persisted) void askToPersist();
    void install({ source: considered.source, dtypes: [assessment.dtype], name: considered.name }, name);
    forgetConsidered();
  };
  return (
    <>
      <Button look="strong" onClick={begin} disabled={underWay}>
        {assessment.doneBytes > 0 ? `Go on getting ${name}` : `Get ${name}`}
      </Button>
      <Button look="quiet" onClick={forgetConsidered}>
        Not now
      </Button>
      {underWay && <p className="verdict-hint">One at a time: another model is still coming in.</p>}
    </>
  );
}
