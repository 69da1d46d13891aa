/** An answer that has settled. */

import { memo } from "react";
import type { Answer } from "../state/conversation.ts";
import { regenerate } from "../state/send.ts";
import { Button } from "../ui/button.tsx";
import { EarTag } from "../ui/ear-tag.tsx";
import { AgainIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { answerFacts, doesNotKnow } from "./answer-facts.ts";
import { AnswerText } from "./answer-text.tsx";
import { BetterModelButton } from "./better-model-button.tsx";
import { CopyButton } from "./copy-button.tsx";

interface AnswerArticleProps {
  readonly conversationId: string;
  readonly answer: Answer;
}

export const AnswerArticle = memo(function AnswerArticle({ conversationId, answer }: AnswerArticleProps) {
  const w = useWords();
  const { text, stop, modelName, replyTo, problem, earlierLeftOut } = answer;
  return (
    <article className={`answer answer-${stop}`} aria-label={w.chat.answerFrom(modelName)}>
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
        <span className="answer-actions">
          {stop === "interrupted" && (
            <Button look="quiet" className="answer-action" onClick={() => void regenerate(conversationId, replyTo)}>
              <AgainIcon />
              {w.chat.regenerate}
            </Button>
          )}
          {text !== "" && <CopyButton text={text} />}
        </span>
      </footer>
    </article>
  );
});
