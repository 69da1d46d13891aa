/** The conversation on the screen. */

import { type ReactNode, useMemo } from "react";
import { path } from "../state/conversation.ts";
import { useConversations } from "../state/conversation-store.ts";
import { useDraft } from "../state/draft-store.ts";
import { Button } from "../ui/button.tsx";
import { DownIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { AnswerArticle } from "./answer-article.tsx";
import { DraftAnswer } from "./draft-answer.tsx";
import { useFoundHighlight } from "./found-highlight.ts";
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
  const answeredId = useDraft(({ draft }) =>
    draft !== null && draft.conversationId === selectedId ? draft.answer.parentId : null,
  );
  const steps = useMemo(() => (conversation ? path(conversation) : []), [conversation]);
  const answeredAt = steps.findIndex(({ message }) => message.id === answeredId);
  // The answer being written stands in the place of those its instruction has.
  const seen = answeredAt < 0 ? steps : steps.slice(0, answeredAt + 1);
  const asked = conversation?.messages.filter(({ kind }) => kind === "instruction").length ?? 0;
  // A new instruction brings the reader back to the end; an answer that settles does not.
  const { scroller, content, away, toEnd } = useStickToEnd(selectedId === null ? null : `${selectedId} ${asked}`);

  useFoundHighlight(content, seen);
  return (
    <div className="chat">
      <div className="chat-scroller" ref={scroller}>
        <div className="chat-content" ref={content}>
          {children}
          {ready && selectedId === null && <Welcome />}
          <div className="log" role="log" aria-live="off" aria-label={w.chat.conversation}>
            {conversation &&
              seen.map(({ message, siblings }, at) =>
                // By its place: what is shown there changes when the reader goes to a sibling, and the focus stays.
                message.kind === "instruction" ? (
                  <InstructionArticle
                    key={`${conversation.id} ${at}`}
                    conversationId={conversation.id}
                    asked={message}
                    siblings={siblings}
                  />
                ) : (
                  <AnswerArticle
                    key={`${conversation.id} ${at}`}
                    conversationId={conversation.id}
                    answer={message}
                    siblings={siblings}
                  />
                ),
              )}
            {answeredAt >= 0 && <DraftAnswer />}
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
