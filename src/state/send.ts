/**
 * The page's main deed: an instruction goes out, an answer comes back and is kept. Also its counterpart, stop.
 *
 * Knows conversations, the engine's API and the composer; knows nothing of the screen. Words leave the composer only when
 * the engine has counted them and they fit; from then on the journal has them.
 */

import type { Exchange, Request } from "../../models/dolly/prompt.ts";
import { AppError, isAbort, toAppError } from "../../models/errors.ts";
import type { LoadedModel, PromptRequest } from "../../workers/contract/engine-api.ts";
import { words } from "../words/words.ts";
import { timeOfNext, withMessage, withoutBranch } from "./branches.ts";
import { clearComposer, giveBack, refuse, useComposer } from "./composer-store.ts";
import {
  type Answer,
  askedIn,
  type Conversation,
  earlierExchanges,
  type Instruction,
  leafId,
  newConversation,
} from "./conversation.ts";
import { conversation, put, select, useConversations, withdraw } from "./conversation-store.ts";
import { setActivity, setDraft, useDraft } from "./draft-store.ts";
import { engine, loadEngine, useEngine } from "./engine-store.ts";
import { useSettings } from "./settings-store.ts";
import { writeAnswer } from "./write-answer.ts";

/** How long the page says that it has stopped. */
const stoppedMs = 5000;

let running: AbortController | null = null;

/** Sends what stands in the composer to the selected conversation, or to a new one. */
export async function send(): Promise<void> {
  const { instruction, context: passage, contextShown, task } = useComposer.getState();
  const request = composed();
  if (request.instruction === "") return;
  await exclusively(async (signal) => {
    const { selectedId } = useConversations.getState();
    await ready(signal);
    const now = Date.now();
    const stored = selectedId === null ? null : await conversation(selectedId);
    const before = stored ?? newConversation(crypto.randomUUID(), now);
    const asked = instructionOf(request, task, before, leafId(before));
    try {
      await ask(before, asked, signal, async () => {
        if (stored === null && useConversations.getState().selectedId === selectedId) await select(before.id);
        clearComposer();
      });
    } catch (error) {
      if (stored === null) withdraw(before.id);
      if (useComposer.getState().instruction !== instruction)
        giveBack(instruction, contextShown ? passage : null, task);
      throw error;
    }
  });
}

/** Asks in other words: the new wording stands beside the old one. `onTaken` is told once the engine has taken it. */
export async function reword(
  conversationId: string,
  instructionId: string,
  words: Request,
  onTaken: () => void,
): Promise<void> {
  if (words.instruction.trim() === "") return;
  await exclusively(async (signal) => {
    await ready(signal);
    const current = await conversation(conversationId);
    const worded = current?.messages.find(({ id }) => id === instructionId);
    if (!current || worded?.kind !== "instruction") return;
    const asked = instructionOf(words, worded.task, current, worded.parentId);
    await ask(current, asked, signal, onTaken);
  });
}

/** Asks the instruction of a message again; the new answer stands beside those it has. */
export async function regenerate(conversationId: string, messageId: string): Promise<void> {
  await exclusively(async (signal) => {
    await ready(signal);
    const current = await conversation(conversationId);
    const asked = current && askedIn(current.messages, messageId);
    if (!current || !asked) return;
    const earlier = earlierTo(current, asked.parentId);
    const model = await count(asked, earlier, signal);
    await writeAnswer(conversationId, asked, earlier, model, signal);
  });
}

/** How an answer begins: its tokens, and what they say. */
export interface Beginning {
  readonly ids: readonly number[];
  readonly text: string;
}

/** Goes on with an answer that was cut off, or from another beginning than its own; the new one stands beside it. */
export async function continueAnswer(conversationId: string, answerId: string, beginning?: Beginning): Promise<void> {
  await exclusively(async (signal) => {
    const model = await ready(signal);
    const current = await conversation(conversationId);
    const found = current && answerIn(current, answerId);
    if (!current || !found) return;
    const { begun, asked } = found;
    const earlier = earlierTo(current, asked.parentId);
    await writeAnswer(conversationId, asked, earlier, model, signal, beginning ? { ...begun, ...beginning } : begun);
  });
}

/** What an answer was written after. */
export function requestOf(current: Conversation, answerId: string): PromptRequest | null {
  const found = answerIn(current, answerId);
  if (!found) return null;
  const { instruction, context, parentId } = found.asked;
  return { instruction, context, earlier: earlierTo(current, parentId) };
}

function answerIn({ messages }: Conversation, answerId: string): { begun: Answer; asked: Instruction } | null {
  const begun = messages.find(({ id }) => id === answerId);
  const asked = askedIn(messages, answerId);
  return begun?.kind === "answer" && asked ? { begun, asked } : null;
}

export function instructionOf(
  { instruction, context }: Request,
  task: string | null,
  conversation: Conversation,
  parentId: string | null,
): Instruction {
  const now = timeOfNext(conversation, Date.now());
  return {
    kind: "instruction",
    id: crypto.randomUUID(),
    parentId,
    createdAt: now,
    changedAt: now,
    instruction: instruction.trim(),
    context: context?.trim() || null,
    task,
  };
}

/** Puts an instruction into its conversation and has it answered; a refused one leaves no trace. */
export async function ask(
  before: Conversation,
  asked: Instruction,
  signal: AbortSignal,
  onTaken: () => unknown,
  earlier = earlierTo(before, asked.parentId),
): Promise<void> {
  const model = await count(asked, earlier, signal);
  put(withMessage(useConversations.getState().opened[before.id] ?? before, asked, asked.createdAt));
  await onTaken();
  try {
    await writeAnswer(before.id, asked, earlier, model, signal);
  } catch (error) {
    const now = useConversations.getState().opened[before.id] ?? before;
    put({ ...withoutBranch(now, asked.id, Date.now()).conversation, chosen: before.chosen });
    throw error;
  }
}

/** Stops whatever is under way; what has been written is kept. */
export function stop(): void {
  if (!running || running.signal.aborted) return;
  const { activity } = useDraft.getState();
  if (activity === "queued" || activity === "reading" || activity === "writing") setActivity("stopping");
  running.abort();
}

/** Stops the answer being written to this conversation, if there is one. */
export function stopIn(conversationId: string): void {
  if (useDraft.getState().draft?.conversationId === conversationId) stop();
}

/** What would be sent now. */
export async function nextRequest(): Promise<PromptRequest> {
  const { selectedId } = useConversations.getState();
  const current = selectedId === null ? null : await conversation(selectedId);
  return { ...composed(), earlier: current ? earlierTo(current, leafId(current)) : [] };
}

/** The composer's words as they are sent. */
export function composed(): Request {
  const { instruction, context, contextShown } = useComposer.getState();
  return { instruction: instruction.trim(), context: contextShown ? context.trim() || null : null };
}

/** One deed at a time; what it throws is shown at the composer. */
export async function exclusively(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  if (running) {
    refuse(new AppError("busy", words().sending.busy));
    return;
  }
  running = new AbortController();
  const { signal } = running;
  setActivity("waiting");
  useComposer.setState({ problem: null });
  try {
    await work(signal);
  } catch (error) {
    // Aborts are swallowed here, once: the reader asked for them, and the words still stand in the composer.
    if (!isAbort(error)) refuse(refusalOf(toAppError(error)));
  } finally {
    running = null;
    setDraft(null);
    setActivity(signal.aborted ? "stopped" : "idle");
    if (signal.aborted) setTimeout(forgetStop, stoppedMs);
  }
}

function forgetStop(): void {
  if (useDraft.getState().activity === "stopped") setActivity("idle");
}

/** Where the engine did not load, its own sentence stands beside it already. */
function refusalOf(error: AppError): AppError {
  if (useEngine.getState().engine.phase !== "failed") return error;
  return new AppError(error.code, words().sending.notStarted, {
    cause: error,
  });
}

/** The exchanges that are given again; none where each instruction stands alone. */
function earlierTo(conversation: Conversation, parentId: string | null): Exchange[] {
  return useSettings.getState().standAlone ? [] : earlierExchanges(conversation, parentId);
}

/** The loaded model, once it is there. */
export async function ready(signal: AbortSignal): Promise<LoadedModel> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {}); // aborted after the load, it is for those who come later to notice
  // Stopping ends the wait, not the load.
  return await Promise.race([loadEngine(), aborted]);
}

/** Refuses what does not fit. The model that counted: the reader may have changed to another meanwhile. */
async function count(asked: Instruction, earlier: readonly Exchange[], signal: AbortSignal): Promise<LoadedModel> {
  setActivity("checking");
  const { instruction, context } = asked;
  await engine().count({ instruction, context, earlier }, { signal, emit: () => {} });
  signal.throwIfAborted();
  return await ready(signal);
}
