/** Under an answer that does not know: the way to a model that may. Gone once one is in use. */

import { checkpoints } from "../../models/catalogue.ts";
import { useEngine } from "../state/engine-store.ts";
import { isPocket } from "../state/model-choice.ts";
import { openModels } from "../state/panel-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";

const { id, name } = checkpoints[0]!;

export function BetterModelButton() {
  const w = useWords();
  const usesPocket = useEngine(({ model }) => isPocket(model));
  if (!usesPocket) return null;
  return (
    <Button look="quiet" className="answer-action better-model" onClick={() => openModels(id)}>
      {w.chat.getModel(name)}
    </Button>
  );
}
