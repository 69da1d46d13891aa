/** The way to a message's siblings: other wordings of an instruction, other attempts at an answer. Goes round. */

import type { Message, Step } from "../state/conversation.ts";
import { announce } from "../state/draft-store.ts";
import { showMessage } from "../state/tree.ts";
import { IconButton } from "../ui/button.tsx";
import { EarlierIcon, LaterIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";

interface SiblingArrowsProps extends Step {
  readonly conversationId: string;
}

export function SiblingArrows({ conversationId, message, siblings }: SiblingArrowsProps) {
  const w = useWords();
  if (siblings.length < 2) return null;
  const at = siblings.indexOf(message);
  const show = (next: Message) => {
    void showMessage(conversationId, next.id);
    announce(w.chat.version(siblings.indexOf(next) + 1, siblings.length));
  };
  return (
    <fieldset className="siblings" aria-label={w.chat.versions}>
      <IconButton label={w.chat.earlierVersion} onClick={() => show(siblings.at(at - 1)!)}>
        <EarlierIcon />
      </IconButton>
      <span className="siblings-count">{w.chat.version(at + 1, siblings.length)}</span>
      <IconButton label={w.chat.laterVersion} onClick={() => show(siblings[(at + 1) % siblings.length]!)}>
        <LaterIcon />
      </IconButton>
    </fieldset>
  );
}
