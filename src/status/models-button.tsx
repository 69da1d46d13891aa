/** The name of the model in use, on its ear tag: opens the models. */

import { useEngine } from "../state/engine-store.ts";
import { openModels, usePanel } from "../state/panel-store.ts";
import { EarTag } from "../ui/ear-tag.tsx";

export function ModelsButton() {
  const name = useEngine((state) => state.model.name);
  const open = usePanel((state) => state.open);
  return (
    <button
      type="button"
      className="models-button"
      aria-label={`Models: ${name}`}
      aria-haspopup="dialog"
      aria-expanded={open}
      title="Models"
      onClick={() => openModels(null)}
    >
      <EarTag>{name}</EarTag>
    </button>
  );
}
