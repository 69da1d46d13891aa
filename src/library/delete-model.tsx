/** Deletes a model, or what is there of one; asks once. */

import { useState } from "react";
import { removeModel } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";

interface DeleteModelProps {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly disabled: boolean;
}

export function DeleteModel({ id, name, bytes, disabled }: DeleteModelProps) {
  const w = useWords();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button look="quiet" aria-label={w.models.deleteModel(name)} disabled={disabled} onClick={() => setAsking(true)}>
        {w.common.delete}
      </Button>
    );
  }
  return (
    <fieldset className="delete-question" aria-label={w.models.deleteQuestion(name)}>
      <p>
        {w.models.deleteQuestion(name)} {w.models.comeBack(sayBytes(bytes))}
      </p>
      <span className="delete-answers">
        <Button
          look="danger"
          onClick={() => {
            setAsking(false);
            void removeModel(id, name);
          }}
        >
          {w.common.delete}
        </Button>
        <Button autoFocus onClick={() => setAsking(false)}>
          {w.common.keep}
        </Button>
      </span>
    </fieldset>
  );
}
