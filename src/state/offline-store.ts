/** What the service worker has told the page. Knows no service worker: src/pwa writes it. */

import { create } from "zustand";

interface OfflineState {
  /** Everything this device needs is kept: the page works without a network. */
  readonly kept: boolean;
  /** Starts the new version that waits, when the reader agrees; null while none waits. */
  readonly update: (() => void) | null;
  /** The reader has cut the network. */
  readonly staysOffline: boolean;
  /** Cuts the network for all tabs, or lets it in again; null where no service worker stands before it. */
  readonly stayOffline: ((on: boolean) => void) | null;
}

export const useOffline = create<OfflineState>(() => ({
  kept: false,
  update: null,
  staysOffline: false,
  stayOffline: null,
}));
