/** Many conversations at once: to read them all, and to bring in new ones. */

import type { Conversation } from "./conversation.ts";
import { openedPersist, put, useConversations } from "./conversation-store.ts";
import { entryOf } from "./persist.ts";
import { tellTabs } from "./tabs.ts";

/** Written in one transaction, so that a failure loses at most so many. */
const BATCH = 100;

/** Reads conversations one by one, as they stand on the screen or on the disk; what cannot be read is passed over. */
export async function* readConversations(ids: readonly string[]): AsyncGenerator<Conversation> {
  for (const id of ids) {
    const conversation = await peek(id);
    if (conversation) yield conversation;
  }
}

/** A conversation, without opening it. */
export async function peek(id: string): Promise<Conversation | null> {
  const known = useConversations.getState().opened[id];
  return known ?? (await openedPersist()).conversation(id, []);
}

/** Stores new conversations and lists them; `onDone` is told how many are stored. */
export async function bringIn(conversations: readonly Conversation[], onDone: (done: number) => void): Promise<void> {
  const persist = await openedPersist();
  for (let at = 0; at < conversations.length; at += BATCH) {
    const written = await persist.writeAll(conversations.slice(at, at + BATCH));
    const { opened } = useConversations.getState();
    for (const each of written) if (opened[each.id]) put(each);
    const entries = new Map(useConversations.getState().list.map((entry) => [entry.id, entry]));
    for (const each of written) entries.set(each.id, entryOf(each));
    useConversations.setState({ list: [...entries.values()].sort((a, b) => b.updatedAt - a.updatedAt) });
    for (const { id } of written) tellTabs({ kind: "conversation", id });
    onDone(at + written.length);
  }
}
