/** What the reader does to messages without the engine: another branch, a rating, a correction, a deletion. */

import { rated, restored, shown, timeOfNext, withMessage, withoutBranch } from "./branches.ts";
import { path, type Rating, writtenElsewhere } from "./conversation.ts";
import { change, conversation, put, save, select, useConversations } from "./conversation-store.ts";
import { forgetRemoved, remove, restore } from "./filing.ts";

const { getState, setState } = useConversations;

/** Brings a message and its branch onto the screen. */
export function showMessage(conversationId: string, messageId: string): Promise<void> {
  return change(conversationId, (current) => shown(current, messageId, Date.now()));
}

export function rate(conversationId: string, answerId: string, rating: Rating | null): Promise<void> {
  return change(conversationId, (current) => rated(current, answerId, rating, Date.now()));
}

/** The reader's wording stands beside the one it corrects. */
export function correct(conversationId: string, answerId: string, text: string): Promise<void> {
  return change(conversationId, (current) => {
    const wrong = current.messages.find(({ id }) => id === answerId);
    if (wrong?.kind !== "answer" || wrong.text === text) return current;
    const now = timeOfNext(current, Date.now());
    const corrected = {
      ...wrong,
      ...writtenElsewhere,
      id: crypto.randomUUID(),
      createdAt: now,
      changedAt: now,
      text,
      edited: true,
      rating: null,
    };
    return withMessage(current, corrected, now);
  });
}

/** Takes a message and what follows it; `undoRemove` has it back. The last one takes its conversation with it. */
export async function removeMessage(conversationId: string, messageId: string): Promise<void> {
  const current = await conversation(conversationId);
  if (!current) return;
  const { conversation: left, taken } = withoutBranch(current, messageId, Date.now());
  if (path(left).length === 0) return remove(conversationId);
  void forgetRemoved();
  setState({ removed: { kind: "messages", conversationId, taken } });
  put(left);
  await save(conversationId);
}

/** Gives back what was deleted last. */
export async function undoRemove(): Promise<void> {
  const { removed } = getState();
  if (removed?.kind === "conversation") return restore(removed.entry);
  if (!removed) return;
  setState({ removed: null });
  await select(removed.conversationId);
  await change(removed.conversationId, (current) => restored(current, removed.taken, Date.now()));
}
