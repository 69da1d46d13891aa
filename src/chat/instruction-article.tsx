/** An instruction as it was sent, with its passage folded away. */

import { memo } from "react";
import type { Instruction } from "../state/conversation.ts";
import { safeText } from "../ui/safe-text.tsx";
import { useWords } from "../words/words.ts";

export const InstructionArticle = memo(function InstructionArticle({ asked }: { readonly asked: Instruction }) {
  const w = useWords();
  return (
    <article className="instruction" aria-label={w.chat.yourInstruction}>
      <p className="instruction-text" dir="auto">
        {safeText(asked.instruction)}
      </p>
      {asked.context !== null && (
        <details className="passage">
          <summary>{w.chat.withPassage(asked.context.split(/\s+/).length)}</summary>
          <p className="passage-text" dir="auto">
            {safeText(asked.context)}
          </p>
        </details>
      )}
    </article>
  );
});
