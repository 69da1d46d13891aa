/** Why the model did not load, and the one thing to do about it. */

import { loadEngine, useEngine } from "../state/engine-store.ts";
import { Button } from "../ui/button.tsx";

export function EngineProblem() {
  const engine = useEngine((state) => state.engine);
  const modelName = useEngine((state) => state.model.name);
  if (engine.phase !== "failed") return null;
  return (
    <section className="engine-problem" aria-label={`${modelName} could not start`}>
      <h2>{modelName} could not start</h2>
      <p>{engine.error.message}</p>
      <p className="engine-problem-code">Error code: {engine.error.code}</p>
      {/* The store shows a failure; there is no one else to tell. */}
      <Button look="strong" onClick={() => void loadEngine().catch(() => {})}>
        Try again
      </Button>
    </section>
  );
}
