/** Sentences the reader may dismiss: one of a kind at a time, the latest. */

import { create } from "zustand";

export type NoticeKind =
  | "storage-refused"
  | "lost"
  | "updated"
  | "not-saved"
  | "damaged"
  | "model"
  | "engine"
  | "panel"
  | "backup";

export interface NoticeState {
  readonly notices: ReadonlyMap<NoticeKind, string>;
}

export const useNotices = create<NoticeState>(() => ({ notices: new Map() }));

export function notify(kind: NoticeKind, sentence: string): void {
  useNotices.setState(({ notices }) => ({ notices: new Map(notices).set(kind, sentence) }));
}

export function dismiss(kind: NoticeKind): void {
  useNotices.setState(({ notices }) => ({ notices: new Map([...notices].filter(([each]) => each !== kind)) }));
}
