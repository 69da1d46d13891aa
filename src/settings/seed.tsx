/** Where chance begins: another place for each answer, or one that the reader names. */

import { samplingRanges } from "../state/settings-store.ts";
import { useWords } from "../words/words.ts";
import { Toggle } from "./toggle.tsx";

interface SeedProps {
  /** Undefined: drawn anew for each answer. */
  readonly chosen: number | undefined;
  onChange(seed: number | undefined): void;
}

const { max } = samplingRanges.seed;

export function Seed({ chosen, onChange }: SeedProps) {
  const w = useWords().settings;
  return (
    <Toggle name={w.seed} why={w.seedWhy} on={chosen !== undefined} onChange={(on) => onChange(on ? 1 : undefined)}>
      <input
        className="settings-seed"
        type="text"
        inputMode="numeric"
        aria-label={w.seedNumber}
        value={chosen}
        onChange={({ target }) => onChange(Math.min(max, Number(target.value.replace(/\D/g, ""))))}
      />
    </Toggle>
  );
}
