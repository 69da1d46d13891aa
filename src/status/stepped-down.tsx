/** One line: the model runs in a more modest way than the device offers, and how to try the better one again. */

import { tryBestAgain, useEngine } from "../state/engine-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";

export function SteppedDown() {
  const w = useWords();
  const steppedDown = useEngine((state) => state.steppedDown);
  if (steppedDown === null) return null;
  const { model, way, because } = steppedDown;
  return (
    <div className="banner" role="status">
      <p>{w.status.steppedDown[way](model.name, because ?? "")}</p>
      {/* The store shows a failure; there is no one else to tell. */}
      <Button look="quiet" onClick={() => void tryBestAgain().catch(() => {})}>
        {w.common.tryAgain}
      </Button>
    </div>
  );
}
