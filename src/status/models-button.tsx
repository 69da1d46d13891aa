/** The name of the model in use, on its ear tag: opens the models. */

import { useEngine } from "../state/engine-store.ts";
import { openModels, usePanel } from "../state/panel-store.ts";
import { EarTag } from "../ui/ear-tag.tsx";
import { useWords } from "../words/words.ts";

export function ModelsButton() {
  const w = useWords();
  const name = useEngine((state) => state.model.name);
  const open = usePanel((state) => state.open);
  return (
    <button
      type="button"
      className="models-button"
      aria-label={w.status.modelsOf(name)}
      aria-haspopup="dialog"
      aria-expanded={open}
      title={w.status.models}
      onClick={() => openModels(null)}
    >
      <EarTag>{name}</EarTag>
    </button>
  );
}
