/** Asks once before a model goes. */

import { removeModel } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { sayBytes } from "./amounts.ts";

interface DeleteQuestionProps {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  onEnd(): void;
}

export function DeleteQuestion({ id, name, bytes, onEnd }: DeleteQuestionProps) {
  return (
    <fieldset className="delete-question" aria-label={`Delete ${name}?`}>
      <p>
        Delete {name}? {sayBytes(bytes)} come back.
      </p>
      <Button
        look="danger"
        onClick={() => {
          onEnd();
          void removeModel(id, name);
        }}
      >
        Delete
      </Button>
      <Button autoFocus onClick={onEnd}>
        Keep
      </Button>
    </fieldset>
  );
}
