/**
 * A passage too long for the window, gone through piece by piece: each piece is an instruction of its own, answered without
 * the ones before; a summary ends with one of the pieces' summaries together. What was not reached goes back to the composer.
 */

import { tasks } from "../../models/dolly/tasks.ts";
import { words } from "../words/words.ts";
import { clearComposer, giveBack, useComposer } from "./composer-store.ts";
import { type Conversation, leafId, newConversation, path } from "./conversation.ts";
import { conversation, select, useConversations } from "./conversation-store.ts";
import { announce } from "./draft-store.ts";
import { engine } from "./engine-store.ts";
import { ask, composed, exclusively, instructionOf, ready } from "./send.ts";

export async function sendByPieces(): Promise<void> {
  const { task } = useComposer.getState();
  const { instruction, context } = composed();
  if (instruction === "" || context === null || task === null || !tasks[task].byPieces) return;
  await exclusively(async (signal) => {
    await ready(signal);
    const { selectedId } = useConversations.getState();
    const stored = selectedId === null ? null : await conversation(selectedId);
    let current: Conversation = stored ?? newConversation(crypto.randomUUID(), Date.now());
    const call = { signal, emit: () => {} };
    const cut = (passage: string) => engine().passagePieces({ instruction, context: passage }, call);
    const askAbout = async (passage: string, onTaken: () => unknown) => {
      await ask(
        current,
        instructionOf({ instruction, context: passage }, task, current, leafId(current)),
        signal,
        onTaken,
        [],
      );
      current = useConversations.getState().opened[current.id] ?? current;
      signal.throwIfAborted();
      const written = path(current).at(-1)?.message;
      return written?.kind === "answer" ? written.text : "";
    };

    const pieces = await cut(context);
    const answers: string[] = [];
    try {
      for (const [index, piece] of pieces.entries()) {
        announce(words().window.piece(index + 1, pieces.length));
        const answer = await askAbout(piece, async () => {
          if (index > 0) return;
          if (stored === null && useConversations.getState().selectedId === selectedId) await select(current.id);
          clearComposer();
        });
        answers.push(answer);
      }
    } catch (error) {
      const left = pieces.slice(answers.length).join("");
      if (composed().instruction === "" && left !== "") giveBack(instruction, left, task);
      throw error;
    }
    const together = answers.join("\n\n").trim();
    if (task === "summarization" && pieces.length > 1 && together !== "" && (await cut(together)).length === 1) {
      announce(words().window.together);
      await askAbout(together, () => {});
    }
  });
}
