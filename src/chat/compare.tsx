/** Two answers to one instruction, side by side. Loaded when it is opened. */

import { useState } from "react";
import type { Answer } from "../state/conversation.ts";
import { rate, showMessage } from "../state/tree.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EarTag } from "../ui/ear-tag.tsx";
import { BadIcon, EarlierIcon, GoodIcon, LaterIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { answerFacts } from "./answer-facts.ts";
import { AnswerText } from "./answer-text.tsx";
import "./compare.css";

export interface CompareProps {
  readonly conversationId: string;
  readonly shown: Answer;
  /** Two at least, `shown` among them. */
  readonly answers: readonly Answer[];
  onClose(): void;
}

export function Compare({ conversationId, shown, answers, onClose }: CompareProps) {
  const w = useWords();
  const at = Math.max(
    0,
    answers.findIndex(({ id }) => id === shown.id),
  );
  const [pair, setPair] = useState<readonly [number, number]>(at === 0 ? [0, 1] : [at - 1, at]);
  const turn = (side: 0 | 1, by: number) => {
    const other = pair[1 - side]!;
    let next = pair[side];
    do next = (next + by + answers.length) % answers.length;
    while (next === other && answers.length > 2);
    if (next !== other) setPair(side === 0 ? [next, other] : [other, next]);
  };
  return (
    <Dialog label={w.chat.compare} className="compare" onClose={onClose}>
      <div className="compare-pair">
        {([0, 1] as const).map((side) => {
          const answer = answers[pair[side]] ?? answers[0]!;
          const { id, rating } = answer;
          return (
            <section key={side} className="compare-side" aria-label={w.chat.compared(pair[side] + 1, answers.length)}>
              <header className="compare-head">
                {answers.length > 2 && (
                  <IconButton label={w.chat.earlierVersion} onClick={() => turn(side, -1)}>
                    <EarlierIcon />
                  </IconButton>
                )}
                <h3>{w.chat.compared(pair[side] + 1, answers.length)}</h3>
                {answers.length > 2 && (
                  <IconButton label={w.chat.laterVersion} onClick={() => turn(side, 1)}>
                    <LaterIcon />
                  </IconButton>
                )}
              </header>
              <div className="compare-text">
                {answer.text === "" ? (
                  <p className="answer-none">{w.chat.emptyAnswer}</p>
                ) : (
                  <AnswerText text={answer.text} />
                )}
              </div>
              <ul className="answer-facts">
                <li>
                  <EarTag>{answer.modelName}</EarTag>
                </li>
                {answerFacts(answer, w.chat).map((fact) => (
                  <li key={fact}>{fact}</li>
                ))}
              </ul>
              <footer className="compare-foot">
                <Button
                  look="strong"
                  onClick={() => {
                    void showMessage(conversationId, id);
                    onClose();
                  }}
                >
                  {w.chat.showThis}
                </Button>
                <IconButton
                  label={w.chat.good}
                  aria-pressed={rating === "up"}
                  onClick={() => void rate(conversationId, id, rating === "up" ? null : "up")}
                >
                  <GoodIcon />
                </IconButton>
                <IconButton
                  label={w.chat.bad}
                  aria-pressed={rating === "down"}
                  onClick={() => void rate(conversationId, id, rating === "down" ? null : "down")}
                >
                  <BadIcon />
                </IconButton>
              </footer>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
