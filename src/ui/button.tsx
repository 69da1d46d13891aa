/** Buttons: with words, or with an icon whose words only assistive technology and the tooltip have. */

import type { ComponentProps, ReactNode } from "react";

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: "plain" | "strong" | "quiet" | "danger";
}

export function Button({ look = "plain", className = "", ...rest }: ButtonProps) {
  return <button type="button" className={`button button-${look} ${className}`} {...rest} />;
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "title" | "children"> {
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, className = "", ...rest }: IconButtonProps) {
  return <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest} />;
}
