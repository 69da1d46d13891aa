/** Takes a model into use, or out of the memory. */

import { changeModel, unloadModel, useEngine } from "../state/engine-store.ts";
import type { ModelChoice } from "../state/model-choice.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { useBusyWriting } from "./use-busy.ts";

interface UseModelProps {
  readonly model: ModelChoice;
  readonly disabled: boolean;
}

export function UseModel({ model, disabled }: UseModelProps) {
  const w = useWords();
  const { engine, model: inUse } = useEngine();
  const busy = useBusyWriting();
  const { id, name } = model;
  const chosen = inUse.id === id;
  if (chosen && (engine.phase === "ready" || engine.phase === "loading")) {
    return (
      <Button
        aria-label={w.models.unloadModel(name)}
        disabled={busy || engine.phase === "loading"}
        title={busy ? w.models.waitForAnswer : undefined}
        onClick={unloadModel}
      >
        {engine.phase === "loading" ? w.models.starting : w.models.unload}
      </Button>
    );
  }
  return (
    <Button
      look="strong"
      aria-label={w.models.useModel(name)}
      disabled={busy || disabled}
      title={busy ? w.models.waitForAnswer : undefined}
      // Where it does not start, the engine store stands another in for it and says so.
      // A model that does not start is shown by the engine store.
      onClick={() => void changeModel({ id, name }).catch(() => {})}
    >
      {w.models.use}
    </Button>
  );
}

/** The name on its tag, and whether it is the one in use. */
export function ModelHead({ model }: { readonly model: ModelChoice }) {
  const w = useWords();
  const inUse = useEngine((state) => state.model.id === model.id);
  const phase = useEngine((state) => state.engine.phase);
  return (
    <p className="model-head">
      <strong className="model-name">{model.name}</strong>
      {inUse && <span className="model-in-use">{phase === "ready" ? w.models.inUse : w.models.chosen}</span>}
    </p>
  );
}
