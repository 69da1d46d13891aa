/** A sentence across the top of the page that the reader may dismiss. */

import { IconButton } from "./button.tsx";
import { CloseIcon } from "./icons.tsx";

export function Banner({ children, onDismiss }: { readonly children: string; readonly onDismiss: () => void }) {
  return (
    <div className="banner">
      <p>{children}</p>
      <IconButton label="Dismiss" onClick={onDismiss}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
