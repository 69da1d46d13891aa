/** A textarea as tall as its text, up to the limit its style sheet sets. */

import { type ComponentProps, useLayoutEffect, useRef } from "react";

interface AutoTextareaProps extends Omit<ComponentProps<"textarea">, "ref" | "value" | "onChange"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export function AutoTextarea({ value, onValue, className = "", ...rest }: AutoTextareaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
  return (
    <textarea
      ref={area}
      className={`auto-textarea ${className}`}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      {...rest}
    />
  );
}
