/** Deletes a model, or what is there of one; asks once. */

import { useState } from "react";
import { removeModel } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { sayBytes } from "./amounts.ts";

interface DeleteModelProps {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly disabled: boolean;
}

export function DeleteModel({ id, name, bytes, disabled }: DeleteModelProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button look="quiet" aria-label={`Delete ${name}`} disabled={disabled} onClick={() => setAsking(true)}>
        Delete
      </Button>
    );
  }
  return (
    <fieldset className="delete-question" aria-label={`Delete ${name}?`}>
      <p>
        Delete {name}? {sayBytes(bytes)} come back.
      </p>
      <span className="delete-answers">
        <Button
          look="danger"
          onClick={() => {
            setAsking(false);
            void removeModel(id, name);
          }}
        >
          Delete
        </Button>
        <Button autoFocus onClick={() => setAsking(false)}>
          Keep
        </Button>
      </span>
    </fieldset>
  );
}
