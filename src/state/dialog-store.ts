/** Which of the page's dialogs is open; the models panel is in panel-store.ts. */

import { create } from "zustand";

export type DialogName = "settings" | "shortcuts" | "palette";

export const useDialog = create<{ readonly open: DialogName | null }>(() => ({ open: null }));

/** Takes the place of the one that is open. */
export function openDialog(name: DialogName): void {
  useDialog.setState({ open: name });
}

export function closeDialog(): void {
  useDialog.setState({ open: null });
}
