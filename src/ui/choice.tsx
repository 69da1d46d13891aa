/** One of a few, all of them to be seen. */

import { RadioGroup as Radix } from "radix-ui";
import "./controls.css";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: NoInfer<Value>; readonly said: string }[];
  onChange(value: NoInfer<Value>): void;
}

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Radix.Root
      className="choice"
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={(chosen) => onChange(chosen as Value)}
    >
      {options.map((option) => (
        <Radix.Item key={option.value} className="choice-option" value={option.value}>
          {option.said}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
