/** Whether the models panel is open, and what it was opened for. */

import { create } from "zustand";

interface PanelState {
  readonly open: boolean;
  /** The catalogue's id of the model whose card is wanted at once. */
  readonly wantedId: string | null;
}

export const usePanel = create<PanelState>(() => ({ open: false, wantedId: null }));

export function openModels(wantedId: string | null): void {
  usePanel.setState({ open: true, wantedId });
}

export function closeModels(): void {
  usePanel.setState({ open: false, wantedId: null });
}
