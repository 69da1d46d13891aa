/** The bundled model: always there. */

import { pocketChoice } from "../state/model-choice.ts";
import { useWords } from "../words/words.ts";
import { ModelHead, UseModel } from "./model-use.tsx";

export function PocketRow() {
  const w = useWords();
  return (
    <li className="model" aria-label={pocketChoice.name}>
      <div className="model-top">
        <ModelHead model={pocketChoice} />
        <UseModel model={pocketChoice} disabled={false} />
      </div>
      <p className="model-line">{w.models.pocket}</p>
    </li>
  );
}
