/**
 * Which ways of running models have failed on this device: in this visit one by one, over all visits as the way that was
 * found for each adapter and model. What follows from a failure is step-down.ts's to say.
 */

import type { ErrorCode } from "../../models/errors.ts";
import { readLocal, writeLocal } from "./local.ts";
import { isPocket, type ModelChoice } from "./model-choice.ts";
import {
  type AdapterFacts,
  adapterKey,
  type Failure,
  forgetting,
  judge,
  parseRemembered,
  type Remembered,
  remembering,
  type Verdict,
  type Way,
  waysOf,
} from "./step-down.ts";

const key = "stepped-down";

export class KnownWays {
  #failures: Failure[] = [];
  #remembered: Remembered = parseRemembered(readLocal(key));

  /** Usually nothing is, and the adapter need not be asked. */
  get anyRemembered(): boolean {
    return Object.keys(this.#remembered).length > 0;
  }

  /** The way that was found for a model, as long as this device offers it; null: the best. */
  remembered(adapter: AdapterFacts | null, model: ModelChoice): Way | null {
    const way = this.#remembered[adapterKey(adapter)]?.[model.id];
    return way !== undefined && waysOf(adapter, isPocket(model)).includes(way) ? way : null;
  }

  forget(adapter: AdapterFacts | null, models: readonly ModelChoice[]): void {
    this.#remember(models.reduce((known, { id }) => forgetting(known, adapterKey(adapter), id), this.#remembered));
  }

  /** What to do after a failure; a step is remembered. `way` null: the best there is. */
  judge(adapter: AdapterFacts | null, model: ModelChoice, way: Way | null, code: ErrorCode): Verdict {
    const open = waysOf(adapter, isPocket(model));
    this.#failures.push({ way: way ?? open[0]!, code, at: Date.now() });
    const verdict = judge(this.#failures, open);
    if (verdict.kind === "step") {
      this.#remember(remembering(this.#remembered, adapterKey(adapter), model.id, verdict.to));
    }
    return verdict;
  }

  /** For another model, or one that is to be tried anew. */
  forgetFailures(): void {
    this.#failures = [];
  }

  #remember(remembered: Remembered): void {
    this.#remembered = remembered;
    writeLocal(key, this.anyRemembered ? remembered : null);
  }
}
