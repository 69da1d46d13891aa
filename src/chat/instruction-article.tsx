/** An instruction as it was sent, with its passage folded away. */

import { memo } from "react";
import type { Instruction } from "../state/conversation.ts";

export const InstructionArticle = memo(function InstructionArticle({ asked }: { readonly asked: Instruction }) {
  return (
    <article className="instruction" aria-label="Your instruction">
      <p className="instruction-text" dir="auto">
        {asked.instruction}
      </p>
      {asked.context !== null && (
        <details className="passage">
          <summary>With a passage of {countWords(asked.context)}</summary>
          <p className="passage-text" dir="auto">
            {asked.context}
          </p>
        </details>
      )}
    </article>
  );
});

function countWords(text: string): string {
  const words = text.split(/\s+/).length;
  return words === 1 ? "1 word" : `${words} words`;
}
