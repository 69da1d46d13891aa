/** An instruction as it was sent, with its passage folded away; and the way to ask in other words. */

import { memo, useRef, useState } from "react";
import type { Instruction, Step } from "../state/conversation.ts";
import { edit, endEdit, useEdits } from "../state/edits-store.ts";
import { reword, stopIn } from "../state/send.ts";
import { removeMessage } from "../state/tree.ts";
import { IconButton } from "../ui/button.tsx";
import { DeleteIcon, RenameIcon } from "../ui/icons.tsx";
import { safeText } from "../ui/safe-text.tsx";
import { useWords } from "../words/words.ts";
import { EditForm } from "./edit-form.tsx";
import { SiblingArrows } from "./sibling-arrows.tsx";

interface InstructionArticleProps {
  readonly conversationId: string;
  readonly asked: Instruction;
  readonly siblings: Step["siblings"];
}

export const InstructionArticle = memo(function InstructionArticle(props: InstructionArticleProps) {
  const { conversationId, asked, siblings } = props;
  const w = useWords();
  const words = useEdits(({ edits }) => edits[asked.id] ?? null);
  const [begun, setBegun] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const end = () => {
    endEdit(asked.id);
    requestAnimationFrame(() => editButton.current?.focus()); // the form takes its focus with it
  };
  return (
    <article className="instruction" dir="auto" data-message={asked.id} aria-label={w.chat.yourInstruction}>
      {words ? (
        <EditForm
          label={w.chat.editInstruction}
          saveLabel={w.chat.ask}
          conversationId={conversationId}
          messageId={asked.id}
          words={words}
          begun={begun}
          onCancel={end}
          onSave={({ text, passage }) =>
            void reword(conversationId, asked.id, { instruction: text, context: passage }, end)
          }
        />
      ) : (
        <>
          <p className="instruction-text">{safeText(asked.instruction)}</p>
          {asked.context !== null && (
            <details className="passage fold">
              <summary>{w.chat.withPassage(asked.context.split(/\s+/).length)}</summary>
              <p className="passage-text" dir="auto">
                {safeText(asked.context)}
              </p>
            </details>
          )}
          <div className="message-actions">
            <SiblingArrows conversationId={conversationId} message={asked} siblings={siblings} />
            <IconButton
              label={w.chat.editInstruction}
              ref={editButton}
              onClick={() => {
                setBegun(true);
                edit(conversationId, asked.id, { text: asked.instruction, passage: asked.context });
              }}
            >
              <RenameIcon />
            </IconButton>
            <IconButton
              label={w.chat.deleteInstruction}
              onClick={() => {
                stopIn(conversationId);
                void removeMessage(conversationId, asked.id);
              }}
            >
              <DeleteIcon />
            </IconButton>
          </div>
        </>
      )}
    </article>
  );
});
