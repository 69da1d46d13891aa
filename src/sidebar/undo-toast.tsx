/** Gives a deleted conversation back, for a while. */

import { forgetRemoved, undoRemove, useConversations } from "../state/conversation-store.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { Toast } from "../ui/toast.tsx";

const undoMs = 12_000;
const forget = () => void forgetRemoved();

export function UndoToast() {
  const removed = useConversations((state) => state.removed);
  if (!removed) return null;
  return (
    <Toast
      key={removed.id}
      afterMs={undoMs}
      onEnd={forget}
      actions={
        <>
          <Button look="strong" onClick={() => void undoRemove()}>
            Undo
          </Button>
          <IconButton label="Dismiss" onClick={forget}>
            <CloseIcon />
          </IconButton>
        </>
      }
    >
      Deleted “{removed.title}”
    </Toast>
  );
}
