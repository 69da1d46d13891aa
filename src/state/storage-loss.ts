/** When the browser takes the page's database away while it runs: what this tab has in memory is stored again. */

import { words } from "../words/words.ts";
import { save, sorted, useConversations } from "./conversation-store.ts";
import { notify } from "./notice-store.ts";
import { hearOfLoss, openTable } from "./open-table.ts";
import { Persist } from "./persist.ts";

export function watchForLoss(): void {
  hearOfLoss(() => void storeAgain());
}

async function storeAgain(): Promise<void> {
  notify("lost", words().storage.lost);
  const { opened, list } = useConversations.getState();
  try {
    const { table } = await openTable();
    await table.restore();
    for (const { id } of list) if (opened[id]) await save(id);
    const entries = await new Persist(table).entries([]);
    useConversations.setState({ list: sorted(entries) });
  } catch {
    // It is gone for good, or again; what is on the screen stays there, and the next change says whether it is saved.
  }
}
