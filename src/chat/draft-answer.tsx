/** The answer being written: the only component that re-renders for a token, and it gives way to what the reader does. */

import { useDeferredValue } from "react";
import { useDraft } from "../state/draft-store.ts";
import { EarTag } from "../ui/ear-tag.tsx";
import { useWords } from "../words/words.ts";
import { AnswerText } from "./answer-text.tsx";

export function DraftAnswer() {
  const w = useWords();
  const answer = useDeferredValue(useDraft((state) => state.draft?.answer ?? null));
  if (!answer) return null;
  return (
    <article className="answer answer-draft" aria-label={w.chat.answerFrom(answer.modelName)} aria-busy="true">
      <AnswerText text={answer.text} growing />
      <footer className="answer-foot">
        <EarTag>{answer.modelName}</EarTag>
      </footer>
    </article>
  );
}
