/** Will it run here? In words, before the first byte of weights. */

import { useEffect, useRef } from "react";
import type { Assessment } from "../../workers/contract/library-api.ts";
import { type Considered, forgetConsidered, reconsider } from "../state/assess-store.ts";
import { changeModel, useEngine } from "../state/engine-store.ts";
import { install, isUnderWay, useInstall } from "../state/install-store.ts";
import { askToPersist, useLibrary } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { canInstall, findingWords, type Verdict, verdictOf } from "./finding-words.ts";
import { sourceWords } from "./source-words.ts";
import { useBusyWriting } from "./use-busy.ts";
import { VerdictFacts } from "./verdict-facts.tsx";

export function VerdictCard({ considered }: { readonly considered: Considered }) {
  const { verdict: w, common } = useWords();
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
    <section ref={card} className="verdict" aria-label={w.label(name)} aria-busy={state.phase === "checking"}>
      <div ref={words} className="verdict-words" aria-live="polite">
        {state.phase === "checking" && <p className="verdict-checking">{w.checking(name)}</p>}
        {state.phase === "failed" && (
          <>
            <h4 className="verdict-title verdict-not">{w.failed(name)}</h4>
            <p className="verdict-sentence">{state.error.message}</p>
          </>
        )}
        {state.phase === "assessed" && <Findings assessment={state.assessment} />}
      </div>
      {state.phase === "assessed" && <VerdictFacts assessment={state.assessment} source={source} />}
      <div className="verdict-actions">
        {state.phase === "failed" && (
          <Button look="strong" onClick={reconsider}>
            {common.tryAgain}
          </Button>
        )}
        {state.phase === "assessed" ? (
          <Go considered={considered} assessment={state.assessment} />
        ) : (
          <Button look="quiet" onClick={forgetConsidered}>
            {state.phase === "checking" ? common.cancel : common.notNow}
          </Button>
        )}
      </div>
    </section>
  );
}

function Findings({ assessment }: { readonly assessment: Assessment }) {
  const { verdict: w } = useWords();
  const verdict: Verdict = verdictOf(assessment);
  return (
    <>
      <h4 className={`verdict-title verdict-${verdict}`}>{w.verdicts[verdict]}</h4>
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
  const { verdict: w, common, models } = useWords();
  const underWay = useInstall(({ installation }) => isUnderWay(installation));
  const installed = useLibrary(({ list }) => list?.models.find(({ manifest }) => manifest.id === assessment.id));
  const inUseId = useEngine((state) => state.model.id);
  const busy = useBusyWriting();
  const name = considered.name ?? assessment.name;

  if (verdictOf(assessment) === "installed") {
    const use = () => void changeModel({ id: assessment.id, name: installed?.manifest.name ?? name }).catch(() => {});
    if (inUseId === assessment.id) return <p className="verdict-hint">{w.inUse}</p>;
    return (
      <Button look="strong" onClick={use} disabled={busy}>
        {models.useModel(name)}
      </Button>
    );
  }
  if (!canInstall(assessment)) {
    return <Button onClick={reconsider}>{w.lookAgain}</Button>;
  }
  const begin = () => {
    if (!assessment.storage.persisted) void askToPersist();
    void install({ source: considered.source, dtypes: [assessment.dtype], name: considered.name }, name);
    forgetConsidered();
  };
  return (
    <>
      <Button look="strong" onClick={begin} disabled={underWay}>
        {assessment.doneBytes > 0 ? w.goOnGetting(name) : w.get(name)}
      </Button>
      <Button look="quiet" onClick={forgetConsidered}>
        {common.notNow}
      </Button>
      {underWay && <p className="verdict-hint">{w.oneAtATime}</p>}
    </>
  );
}
