/** One figure of sampling: its name, what it does, a slider, and the way back to the model's own. */

import type { Sampling } from "../../models/dolly/sampling.ts";
import { samplingRanges } from "../state/settings-store.ts";
import { IconButton } from "../ui/button.tsx";
import { UndoIcon } from "../ui/icons.tsx";
import { Slider } from "../ui/slider.tsx";
import { useWords } from "../words/words.ts";

export type FigureName = Exclude<keyof Sampling, "seed">;

interface FigureProps {
  readonly name: FigureName;
  /** Undefined: it is left to the model. */
  readonly chosen: number | undefined;
  readonly reference: number;
  onChange(value: number | undefined): void;
}

export function Figure({ name, chosen, reference, onChange }: FigureProps) {
  const w = useWords().settings;
  const { label, why } = w.figures[name];
  const { min, max, step } = samplingRanges[name];
  const value = chosen ?? reference;
  const whyId = `settings-${name}`;
  return (
    <div className="setting setting-figure">
      <span className="setting-words">
        <span className="setting-name">{label}</span>
        <span className="setting-why" id={whyId}>
          {why}
        </span>
      </span>
      <span className="setting-line">
        <Slider
          label={label}
          value={value}
          min={min}
          max={max}
          step={step}
          said={w.figure(value)}
          describedBy={whyId}
          onValue={(moved) => onChange(Number(moved.toFixed(2)))}
        />
        <output className="setting-value">{w.figure(value)}</output>
        <IconButton
          label={w.backTo(label, w.figure(reference))}
          className={chosen === undefined ? "setting-back setting-unchanged" : "setting-back"}
          disabled={chosen === undefined}
          onClick={() => onChange(undefined)}
        >
          <UndoIcon />
        </IconButton>
      </span>
    </div>
  );
}
