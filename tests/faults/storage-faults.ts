/** Faults in the page's IndexedDB, from outside: every write from a chosen one on fails, until the fault is lifted. */

import type { BrowserContext, Page } from "playwright-core";

/** `quota`: the disk is full when it is written to. `abort`: the transaction ends in an error. `gone`: the database is. */
export type StorageFault = "quota" | "abort" | "gone";

interface Fault {
  readonly kind: StorageFault;
  readonly fromWrite: number;
}

declare global {
  interface Window {
    storageFault: Fault | null;
    storageWrites: number;
  }
}

export async function prepareStorageFaults(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.storageFault = null;
    window.storageWrites = 0;
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given) {
      window.storageWrites++;
      const fault = window.storageFault;
      if (!fault || window.storageWrites < fault.fromWrite) return put.apply(this, given);
      if (fault.kind === "quota") throw new DOMException("The disk is full.", "QuotaExceededError");
      const request = put.apply(this, given);
      this.transaction.abort();
      return request;
    };
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...given) {
      const fault = window.storageFault;
      if (fault?.kind === "gone" && given[1] === "readwrite" && ++window.storageWrites >= fault.fromWrite) {
        throw new DOMException("The database connection is closing.", "InvalidStateError");
      }
      return transaction.apply(this, given);
    };
  });
}

/** From the so-manieth write after now on; null lifts it. */
export async function setStorageFault(page: Page, fault: Fault | null): Promise<void> {
  await page.evaluate((wanted) => {
    window.storageWrites = 0;
    window.storageFault = wanted;
  }, fault);
}
