/** A sentence across the top of the page that the reader may dismiss. */

import { useWords } from "../words/words.ts";
import { IconButton } from "./button.tsx";
import { CloseIcon } from "./icons.tsx";

export function Banner({ children, onDismiss }: { readonly children: string; readonly onDismiss: () => void }) {
  const w = useWords();
  return (
    <div className="banner">
      <p>{children}</p>
      <IconButton label={w.common.dismiss} onClick={onDismiss}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
