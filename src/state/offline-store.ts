/** What the service worker has told the page. Knows no service worker: src/pwa writes it. */

import { create } from "zustand";

interface OfflineState {
  /** Everything this device needs is kept: the page works without a network. */
  readonly kept: boolean;
  /** Starts the new version that waits, when the reader agrees; null while none waits. */
  readonly update: (() => void) | null;
}

export const useOffline = create<OfflineState>(() => ({ kept: false, update: null }));
