/** Offers a new version of the page; nothing changes before the reader agrees. */

import { useState } from "react";
import { useOffline } from "../state/offline-store.ts";
import { Button } from "../ui/button.tsx";
import { Toast } from "../ui/toast.tsx";
import { useWords } from "../words/words.ts";

export function UpdateToast() {
  const w = useWords();
  const update = useOffline((state) => state.update);
  const [later, setLater] = useState(false);
  if (!update || later) return null;
  return (
    <Toast
      actions={
        <>
          <Button look="quiet" onClick={() => setLater(true)}>
            {w.common.later}
          </Button>
          <Button look="strong" onClick={update}>
            {w.status.updateNow}
          </Button>
        </>
      }
    >
      {w.status.updateReady}
    </Toast>
  );
}
