/** A figure on a line between two ends. */

import { Slider as Radix } from "radix-ui";
import "./controls.css";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as it is said. */
  readonly said: string;
  /** The id of its explanation. */
  readonly describedBy: string;
  onValue(value: number): void;
}

export function Slider({ label, value, said, describedBy, onValue, ...range }: SliderProps) {
  return (
    <Radix.Root className="slider" value={[value]} onValueChange={([moved]) => onValue(moved!)} {...range}>
      <Radix.Track className="slider-track">
        <Radix.Range className="slider-range" />
      </Radix.Track>
      <Radix.Thumb className="slider-thumb" aria-label={label} aria-valuetext={said} aria-describedby={describedBy} />
    </Radix.Root>
  );
}
