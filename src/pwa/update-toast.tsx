/** Offers a new version of the page; nothing changes before the reader agrees. */

import { useState } from "react";
import { useOffline } from "../state/offline-store.ts";
import { Button } from "../ui/button.tsx";
import { Toast } from "../ui/toast.tsx";

export function UpdateToast() {
  const update = useOffline((state) => state.update);
  const [later, setLater] = useState(false);
  if (!update || later) return null;
  return (
    <Toast
      actions={
        <>
          <Button look="quiet" onClick={() => setLater(true)}>
            Later
          </Button>
          <Button look="strong" onClick={update}>
            Update now
          </Button>
        </>
      }
    >
      A new version is ready
    </Toast>
  );
}
