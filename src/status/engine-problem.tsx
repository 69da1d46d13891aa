/** Why the model did not load, and the one thing to do about it. */

import { loadEngine, useEngine } from "../state/engine-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";

export function EngineProblem() {
  const w = useWords();
  const engine = useEngine((state) => state.engine);
  const modelName = useEngine((state) => state.model.name);
  if (engine.phase !== "failed") return null;
  return (
    <section className="engine-problem" aria-label={w.status.couldNotStart(modelName)}>
      <h2>{w.status.couldNotStart(modelName)}</h2>
      <p>{engine.error.message}</p>
      <p className="engine-problem-code">{w.status.errorCode(engine.error.code)}</p>
      {/* The store shows a failure; there is no one else to tell. */}
      <Button look="strong" onClick={() => void loadEngine().catch(() => {})}>
        {w.common.tryAgain}
      </Button>
    </section>
  );
}
