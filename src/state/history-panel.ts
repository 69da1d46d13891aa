/** Whether the dialog about all conversations is open, and which of them it was opened for. */

import { create } from "zustand";

interface HistoryPanel {
  readonly open: boolean;
  /** Null: all of them. */
  readonly wantedId: string | null;
  /** Files to bring in that were opened with the page. */
  readonly files: readonly File[];
}

export const useHistoryPanel = create<HistoryPanel>(() => ({ open: false, wantedId: null, files: [] }));

export function openHistory(wantedId: string | null, files: readonly File[] = []): void {
  useHistoryPanel.setState({ open: true, wantedId, files });
}

export function closeHistory(): void {
  useHistoryPanel.setState({ open: false, wantedId: null, files: [] });
}
