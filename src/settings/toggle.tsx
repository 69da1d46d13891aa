/** A setting that is on or off: its name, what it does, and the switch. */

import { type ReactNode, useId } from "react";
import { Switch } from "../ui/switch.tsx";

interface ToggleProps {
  readonly name: string;
  readonly why: string;
  readonly on: boolean;
  onChange(on: boolean): void;
  /** What belongs to it while it is on. */
  readonly children?: ReactNode;
}

export function Toggle({ name, why, on, onChange, children }: ToggleProps) {
  const nameId = useId();
  const whyId = useId();
  return (
    <div className="setting">
      <span className="setting-words">
        <span className="setting-name" id={nameId}>
          {name}
        </span>
        <span className="setting-why" id={whyId}>
          {why}
        </span>
      </span>
      <Switch labelledBy={nameId} describedBy={whyId} on={on} onChange={onChange} />
      {on && children}
    </div>
  );
}
