/** Puts the draft on the disk twice a second, so that a crash costs less than the last, and at once when the page goes out of sight. */

import type { Instruction } from "./conversation.ts";
import { removeJournal, writeJournal } from "./conversation-store.ts";
import { useDraft } from "./draft-store.ts";

const everyMs = 500;

/** Journals the current draft until the returned function is called, once the answer is safe elsewhere. */
export function startJournal(instruction: Instruction): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing = Promise.resolve();

  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const { draft } = useDraft.getState();
    if (draft) writing = writeJournal({ conversationId: draft.conversationId, instruction, answer: draft.answer });
  };
  const unsubscribe = useDraft.subscribe(({ draft }, before) => {
    if (draft && draft !== before.draft) timer ??= setTimeout(flush, everyMs);
  });
  const onHidden = () => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", onHidden);
  window.addEventListener("pagehide", flush);
  const answerId = useDraft.getState().draft?.answer.id;
  flush();

  return async () => {
    if (timer !== null) clearTimeout(timer);
    unsubscribe();
    document.removeEventListener("visibilitychange", onHidden);
    window.removeEventListener("pagehide", flush);
    await writing; // a write still on its way would outlive its removal
    if (answerId !== undefined) await removeJournal(answerId);
  };
}
