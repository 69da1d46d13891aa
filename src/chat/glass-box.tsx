/** An answer token by token: how probable each was, what else could have stood there, and another way on from it. */

import { type CSSProperties, useEffect, useState } from "react";
import { toAppError } from "../../models/errors.ts";
import { focusComposer } from "../state/composer-store.ts";
import type { Answer } from "../state/conversation.ts";
import { useEngine } from "../state/engine-store.ts";
import { inspectAnswer, type Replay, replay, type TokenCandidate, type TokenRecord } from "../state/glass.ts";
import { continueAnswer } from "../state/send.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { safeText } from "../ui/safe-text.tsx";
import { useWords } from "../words/words.ts";
import "./glass-box.css";

export interface GlassBoxProps {
  readonly conversationId: string;
  readonly answer: Answer;
  onClose(): void;
}

type Looked = readonly TokenRecord[] | string | null;

export function GlassBox({ conversationId, answer, onClose }: GlassBoxProps) {
  const w = useWords().glass;
  const model = useEngine((state) => state.model.name);
  const [looked, setLooked] = useState<Looked>(null);
  const [at, setAt] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    inspectAnswer(conversationId, answer, stop.signal).then(
      (tokens) => stop.signal.aborted || setLooked(tokens),
      (error) => stop.signal.aborted || setLooked(toAppError(error).message),
    );
    return () => stop.abort();
  }, [conversationId, answer]);

  const goOn = (tokens: readonly TokenRecord[], candidate: TokenCandidate) => {
    const before = [...tokens.slice(0, at), candidate];
    onClose();
    // What opened this goes with its answer.
    if (matchMedia("(pointer: fine)").matches) focusComposer();
    void continueAnswer(conversationId, answer.id, {
      ids: before.map(({ id }) => id),
      text: before.map(({ text }) => text).join(""),
    });
  };
  return (
    <Dialog label={w.title} className="glass" onClose={onClose}>
      <div className="glass-body">
        <p className="glass-about">{w.about(model)}</p>
        {looked === null && <p role="status">{w.looking}</p>}
        {typeof looked === "string" && <p role="alert">{looked}</p>}
        {Array.isArray(looked) && looked.length > 0 && (
          <>
            <Tokens tokens={looked} at={at} onChoose={setAt} />
            <Chosen token={looked[at] ?? looked[0]} onGoOn={(candidate) => goOn(looked, candidate)} />
          </>
        )}
        <Again conversationId={conversationId} answer={answer} />
      </div>
    </Dialog>
  );
}

interface TokensProps {
  readonly tokens: readonly TokenRecord[];
  readonly at: number;
  onChoose(at: number): void;
}

/** One stop of the tab key; the arrow keys go from token to token. */
function Tokens({ tokens, at, onChoose }: TokensProps) {
  const w = useWords().glass;
  return (
    <div
      className="glass-tokens"
      role="listbox"
      aria-label={w.title}
      onKeyDown={(event) => {
        const step = {
          ArrowRight: 1,
          ArrowDown: 1,
          ArrowLeft: -1,
          ArrowUp: -1,
          Home: -at,
          End: tokens.length - 1 - at,
        }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const next = Math.min(tokens.length - 1, Math.max(0, at + step));
        onChoose(next);
        event.currentTarget.querySelectorAll<HTMLElement>("[role=option]")[next]?.focus();
      }}
    >
      {tokens.map(({ text, probability }, index) => (
        <button
          key={index}
          type="button"
          role="option"
          className="glass-token"
          aria-selected={index === at}
          aria-label={w.token(named(text, w), probability)}
          tabIndex={index === at ? 0 : -1}
          style={{ "--sure": probability.toFixed(3) } as CSSProperties}
          title={w.probability(probability)}
          onClick={() => onChoose(index)}
          onMouseEnter={() => onChoose(index)}
        >
          {text === "" || text === "\n" ? "↵" : safeText(text)}
        </button>
      ))}
    </div>
  );
}

interface ChosenProps {
  readonly token: TokenRecord | undefined;
  onGoOn(candidate: TokenCandidate): void;
}

function Chosen({ token, onGoOn }: ChosenProps) {
  const w = useWords().glass;
  if (!token) return null;
  return (
    <dl className="glass-chosen">
      <dt>{w.written}</dt>
      <dd>
        <Chance candidate={token} />
      </dd>
      <dt>{w.others}</dt>
      {token.alternatives.map((candidate) => (
        <dd key={candidate.id}>
          <Button look="quiet" onClick={() => onGoOn(candidate)}>
            <span className="visually-hidden">{w.goOn(named(candidate.text, w))}</span>
            <Chance candidate={candidate} />
          </Button>
        </dd>
      ))}
    </dl>
  );
}

function Chance({ candidate: { text, probability } }: { readonly candidate: TokenCandidate }) {
  const w = useWords().glass;
  return (
    <span className="glass-chance">
      <code>{safeText(named(text, w))}</code>
      <meter min={0} max={1} value={probability} aria-hidden="true" />
      <span>{w.probability(probability)}</span>
    </span>
  );
}

function Again({ conversationId, answer }: Pick<GlassBoxProps, "conversationId" | "answer">) {
  const w = useWords().glass;
  const [state, setState] = useState<"running" | Replay | null>(null);
  if (answer.seed === null || answer.sampling === null) return <p className="glass-about">{w.noSeed}</p>;
  return (
    <p className="glass-again">
      <Button
        disabled={state === "running"}
        onClick={() => {
          setState("running");
          void replay(conversationId, answer).then(setState);
        }}
      >
        {state === "running" ? w.replaying : w.replay}
      </Button>
      <span role="status">{state === "same" ? w.same : state === "different" ? w.different : ""}</span>
    </p>
  );
}

function named(text: string, w: { readonly space: string; readonly line: string }): string {
  if (text === " ") return w.space;
  return /^\n+$/.test(text) ? w.line : text;
}
