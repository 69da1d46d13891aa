/** Something that is on or off at once. */

import { Switch as Radix } from "radix-ui";
import "./controls.css";

interface SwitchProps {
  /** The id of its words. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly on: boolean;
  onChange(on: boolean): void;
}

export function Switch({ labelledBy, describedBy, on, onChange }: SwitchProps) {
  return (
    <Radix.Root
      className="switch"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      checked={on}
      onCheckedChange={onChange}
    >
      <Radix.Thumb className="switch-thumb" />
    </Radix.Root>
  );
}
