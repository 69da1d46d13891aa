/** Where chance begins: another place for each answer, or one that the reader names. */

import { samplingRanges } from "../state/settings-store.ts";
import { Switch } from "../ui/switch.tsx";
import { useWords } from "../words/words.ts";

interface SeedProps {
  /** Undefined: drawn anew for each answer. */
  readonly chosen: number | undefined;
  onChange(seed: number | undefined): void;
}

const { max } = samplingRanges.seed;

export function Seed({ chosen, onChange }: SeedProps) {
  const w = useWords().settings;
  return (
    <div className="setting setting-seed">
      <span className="setting-words">
        <span className="setting-name" id="settings-seed">
          {w.seed}
        </span>
        <span className="setting-why" id="settings-seed-why">
          {w.seedWhy}
        </span>
      </span>
      <Switch
        labelledBy="settings-seed"
        describedBy="settings-seed-why"
        on={chosen !== undefined}
        onChange={(on) => onChange(on ? 1 : undefined)}
      />
      {chosen !== undefined && (
        <input
          className="settings-seed"
          type="text"
          inputMode="numeric"
          aria-label={w.seedNumber}
          value={chosen}
          onChange={({ target }) => onChange(Math.min(max, Number(target.value.replace(/\D/g, ""))))}
        />
      )}
    </div>
  );
}
