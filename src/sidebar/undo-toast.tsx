/** Gives a deleted conversation back, for a while. */

import { focusComposer } from "../state/composer-store.ts";
import { useConversations } from "../state/conversation-store.ts";
import { forgetRemoved } from "../state/filing.ts";
import { undoRemove } from "../state/tree.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { Toast } from "../ui/toast.tsx";
import { useWords } from "../words/words.ts";

const undoMs = 12_000;
const forget = () => void forgetRemoved();

export function UndoToast() {
  const w = useWords();
  const removed = useConversations((state) => state.removed);
  if (!removed) return null;
  return (
    <Toast
      key={removed.kind === "conversation" ? removed.entry.id : removed.taken[0]?.id}
      afterMs={undoMs}
      onEnd={forget}
      actions={
        <>
          <Button
            look="strong"
            onClick={({ detail }) => {
              void undoRemove();
              if (detail === 0) focusComposer(); // by keyboard: the button goes, the focus must not go with it
            }}
          >
            {w.common.undo}
          </Button>
          <IconButton label={w.common.dismiss} onClick={forget}>
            <CloseIcon />
          </IconButton>
        </>
      }
    >
      {removed.kind === "conversation"
        ? w.sidebar.deleted(removed.entry.title)
        : w.chat.deletedMessages(removed.taken.length)}
    </Toast>
  );
}
