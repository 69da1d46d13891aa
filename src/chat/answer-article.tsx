/** An answer that has settled. */

import { memo, useRef, useState } from "react";
import type { Answer, Step } from "../state/conversation.ts";
import { edit, endEdit, useEdits } from "../state/edits-store.ts";
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
  const words = useEdits(({ edits }) => edits[id] ?? null);
  const [begun, setBegun] = useState(false);
  const correctButton = useRef<HTMLButtonElement>(null);
  const endCorrection = () => {
    endEdit(id);
    requestAnimationFrame(() => correctButton.current?.focus()); // the form takes its focus with it
  };
  if (words) {
    return (
      <article className="answer" aria-label={w.chat.answerFrom(modelName)}>
        <EditForm
          label={w.chat.correctAnswer}
          saveLabel={w.chat.save}
          conversationId={conversationId}
          messageId={id}
          words={words}
          begun={begun}
          onCancel={endCorrection}
          onSave={(corrected) => void correct(conversationId, id, corrected.text).then(endCorrection)}
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
          onCorrect={() => {
            setBegun(true);
            edit(conversationId, id, { text, passage: null });
          }}
        />
      </footer>
    </article>
  );
});
