/** The conversation on the screen. */

import { Fragment, type ReactNode } from "react";
import { turns } from "../state/conversation.ts";
import { useConversations } from "../state/conversation-store.ts";
import { useDraft } from "../state/draft-store.ts";
import { Button } from "../ui/button.tsx";
import { DownIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { AnswerArticle } from "./answer-article.tsx";
import { DraftAnswer } from "./draft-answer.tsx";
import { InstructionArticle } from "./instruction-article.tsx";
import { useStickToEnd } from "./stick-to-end.ts";
import { Welcome } from "./welcome.tsx";
import "./chat.css";

/** `children` stand above the conversation, in the same scroller. */
export function Chat({ children }: { readonly children: ReactNode }) {
  const w = useWords();
  const ready = useConversations((state) => state.ready);
  const conversation = useConversations(({ selectedId, opened }) => (selectedId === null ? null : opened[selectedId]));
  const selectedId = useConversations((state) => state.selectedId);
  const draftReplyTo = useDraft(({ draft }) =>
    draft !== null && draft.conversationId === selectedId ? draft.answer.replyTo : null,
  );
  const asked = conversation ? turns(conversation) : [];
  // A new instruction brings the reader back to the end; an answer that settles does not.
  const { scroller, content, away, toEnd } = useStickToEnd(
    selectedId === null ? null : `${selectedId} ${asked.length}`,
  );

  return (
    <div className="chat">
      <div className="chat-scroller" ref={scroller}>
        <div className="chat-content" ref={content}>
          {children}
          {ready && selectedId === null && <Welcome />}
          <div className="log" role="log" aria-live="off" aria-label={w.chat.conversation}>
            {conversation &&
              asked.map(({ instruction, answers }) => (
                <Fragment key={instruction.id}>
                  <InstructionArticle asked={instruction} />
                  {answers.map((answer) => (
                    <AnswerArticle key={answer.id} conversationId={conversation.id} answer={answer} />
                  ))}
                  {draftReplyTo === instruction.id && <DraftAnswer />}
                </Fragment>
              ))}
          </div>
        </div>
      </div>
      {away && (
        <Button className="to-end" onClick={toEnd}>
          <DownIcon />
          {w.chat.toLatest}
        </Button>
      )}
    </div>
  );
}
