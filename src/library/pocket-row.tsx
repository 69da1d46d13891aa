/** The bundled model: always there. */

import { pocketChoice } from "../state/model-choice.ts";
import { ModelHead, UseModel } from "./model-use.tsx";

export function PocketRow() {
  return (
    <li className="model" aria-label={pocketChoice.name}>
      <div className="model-top">
        <ModelHead model={pocketChoice} />
        <UseModel model={pocketChoice} disabled={false} />
      </div>
      <p className="model-line">Comes with the page. Small, quick, and easily out of its depth.</p>
    </li>
  );
}
