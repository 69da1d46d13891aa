/** An answer that has settled. */

import { memo, useRef, useState } from "react";
import type { Answer, Step } from "../state/conversation.ts";
import { correct } from "../state/tree.ts";
import { EarTag } from "../ui/ear-tag.tsx";
import { useWords } from "../words/words.ts";
import { AnswerActions } from "./answer-actions.tsx";
import { answerFacts, doesNotKnow } from "./answer-facts.ts";
import { AnswerText } from "./answer-text.tsx";
import { BetterModelButton } from "./better-model-button.tsx";
import { EditForm } from "./edit-form.tsx";

interface AnswerArticleProps {
  readonly conversationId: string;
  readonly answer: Answer;
  readonly siblings: Step["siblings"];
}

export const AnswerArticle = memo(function AnswerArticle({ conversationId, answer, siblings }: AnswerArticleProps) {
  const { id, text, stop, modelName, problem, earlierLeftOut } = answer;
  const w = useWords();
  const [correctedId, setCorrectedId] = useState<string | null>(null);
  const correctButton = useRef<HTMLButtonElement>(null);
  const endCorrection = () => {
    setCorrectedId(null);
    requestAnimationFrame(() => correctButton.current?.focus()); // the form takes its focus with it
  };
  if (correctedId === id) {
    return (
      <article className="answer" aria-label={w.chat.answerFrom(modelName)}>
        <EditForm
          label={w.chat.correctAnswer}
          saveLabel={w.chat.save}
          text={text}
          passage={null}
          onCancel={endCorrection}
          onSave={(words) => void correct(conversationId, id, words.text).then(endCorrection)}
        />
      </article>
    );
  }
  return (
    <article className={`answer answer-${stop}`} data-message={id} aria-label={w.chat.answerFrom(modelName)}>
      {text === "" ? (
        <p className="answer-none">{stop === "end" ? w.chat.emptyAnswer : w.chat.endedBeforeFirstWord}</p>
      ) : (
        <AnswerText text={text} />
      )}
      {problem !== null && <p className="answer-problem">{problem}</p>}
      {earlierLeftOut > 0 && <p className="answer-note">{w.chat.leftOut(earlierLeftOut)}</p>}
      {doesNotKnow(answer) && <BetterModelButton />}
      <footer className="answer-foot">
        <EarTag>{modelName}</EarTag>
        <ul className="answer-facts">
          {answerFacts(answer, w.chat).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <AnswerActions
          conversationId={conversationId}
          answer={answer}
          siblings={siblings}
          correctButton={correctButton}
          onCorrect={() => setCorrectedId(id)}
        />
      </footer>
    </article>
  );
});
