/** The one table of this page, opened once. */

import { memoryTable, openIndexedDb } from "./table.ts";
import { VaultTable } from "./vault-table.ts";

interface Opened {
  readonly table: VaultTable;
  /** False: nothing outlives this tab. */
  readonly durable: boolean;
}

let opening: Promise<Opened> | null = null;
let onLost = () => {};

/** The browser may take the database away under the page. */
export function hearOfLoss(listener: () => void): void {
  onLost = listener;
}

export function openTable(): Promise<Opened> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Opened> {
  try {
    return { table: new VaultTable(await openIndexedDb(() => onLost())), durable: true };
  } catch {
    // The browser refuses storage; `durable: false` is how the page learns it.
    return { table: new VaultTable(memoryTable()), durable: false };
  }
}
