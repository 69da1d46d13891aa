/** Whether the dialog about all conversations is open, and which of them it was opened for. */

import { create } from "zustand";

interface HistoryPanel {
  readonly open: boolean;
  /** Null: all of them. */
  readonly wantedId: string | null;
}

export const useHistoryPanel = create<HistoryPanel>(() => ({ open: false, wantedId: null }));

export function openHistory(wantedId: string | null): void {
  useHistoryPanel.setState({ open: true, wantedId });
}

export function closeHistory(): void {
  useHistoryPanel.setState({ open: false, wantedId: null });
}
