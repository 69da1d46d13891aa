/**
 * The page's main deed: an instruction goes out, an answer comes back and is kept. Also its counterpart, stop.
 *
 * Knows conversations, the engine's API and the composer; knows nothing of the screen. Words leave the composer only when
 * the engine has counted them and they fit; from then on the journal has them.
 */

import type { Exchange, Request } from "../../models/dolly/prompt.ts";
import type { Sampling } from "../../models/dolly/sampling.ts";
import { samplingFor, taskKindOf } from "../../models/dolly/tasks.ts";
import { AppError, type ErrorCode, isAbort, toAppError } from "../../models/errors.ts";
import type { GenerateResult, LoadedModel, PromptRequest } from "../../workers/contract/engine-api.ts";
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
import { conversation, put, save, select, settle, useConversations, withdraw } from "./conversation-store.ts";
import { announce, setActivity, setDraft, setQueued, useDraft } from "./draft-store.ts";
import { engine, loadEngine, modelSampling, useEngine } from "./engine-store.ts";
import { startJournal } from "./journal.ts";
import { whileWriting } from "./persist.ts";
import { samplingChoice, useSettings } from "./settings-store.ts";

/** Refusals: the engine did not take the instruction, so it goes back where it came from. */
const refusals: ReadonlySet<ErrorCode> = new Set(["context-length", "busy", "no-model"]);

/** How long the page says that it has stopped. */
const stoppedMs = 5000;

/** An answer about to be written. */
type Started = Answer & { readonly seed: number; readonly sampling: Omit<Sampling, "seed"> };

let running: AbortController | null = null;

/** Sends what stands in the composer to the selected conversation, or to a new one. */
export async function send(): Promise<void> {
  const { instruction, context: passage, contextShown, task } = useComposer.getState();
  const request = composed();
  if (request.instruction === "") return;
  await exclusively(async (signal) => {
    const { selectedId } = useConversations.getState();
    const model = await ready(signal);
    const now = Date.now();
    const stored = selectedId === null ? null : await conversation(selectedId);
    const before = stored ?? newConversation(crypto.randomUUID(), now);
    const asked = instructionOf(request, task, before, leafId(before));
    try {
      await ask(before, asked, model, signal, async () => {
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
    const model = await ready(signal);
    const current = await conversation(conversationId);
    const worded = current?.messages.find(({ id }) => id === instructionId);
    if (!current || worded?.kind !== "instruction") return;
    const asked = instructionOf(words, worded.task, current, worded.parentId);
    await ask(current, asked, model, signal, onTaken);
  });
}

/** Asks the instruction of a message again; the new answer stands beside those it has. */
export async function regenerate(conversationId: string, messageId: string): Promise<void> {
  await exclusively(async (signal) => {
    const model = await ready(signal);
    const current = await conversation(conversationId);
    const asked = current && askedIn(current.messages, messageId);
    if (!current || !asked) return;
    const earlier = earlierTo(current, asked.parentId);
    await count(asked, earlier, signal);
    await answer(conversationId, asked, earlier, model, signal);
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
    await answer(conversationId, asked, earlier, model, signal, beginning ? { ...begun, ...beginning } : begun);
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
  model: LoadedModel,
  signal: AbortSignal,
  onTaken: () => unknown,
  earlier = earlierTo(before, asked.parentId),
): Promise<void> {
  await count(asked, earlier, signal);
  put(withMessage(useConversations.getState().opened[before.id] ?? before, asked, asked.createdAt));
  await onTaken();
  try {
    await answer(before.id, asked, earlier, model, signal);
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

async function count(asked: Instruction, earlier: readonly Exchange[], signal: AbortSignal): Promise<void> {
  setActivity("checking");
  const { instruction, context } = asked;
  await engine().count({ instruction, context, earlier }, { signal, emit: () => {} });
  signal.throwIfAborted();
}

/**
 * Writes one answer into its conversation; `begun` is one to go on from. Throws only refusals, and then nothing has been
 * kept.
 */
async function answer(
  conversationId: string,
  asked: Instruction,
  earlier: readonly Exchange[],
  model: LoadedModel,
  signal: AbortSignal,
  begun: Answer | null = null,
): Promise<void> {
  const { seed: chosenSeed, ...figures } = samplingChoice(conversationId);
  const seed = begun?.seed ?? chosenSeed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  const usual = samplingFor(taskKindOf(asked.task), modelSampling(useEngine.getState().model));
  const current = useConversations.getState().opened[conversationId];
  const now = current ? timeOfNext(current, Date.now()) : Date.now();
  const started: Started = {
    kind: "answer",
    id: crypto.randomUUID(),
    parentId: asked.id,
    createdAt: now,
    changedAt: now,
    text: begun?.text ?? "",
    sampling: begun?.sampling ?? { ...usual, ...figures },
    ids: begun?.modelId === model.id ? begun.ids : null, // another model has other tokens
    modelId: model.id,
    modelName: model.name,
    seed,
    stop: "interrupted",
    tokens: 0,
    firstTokenMs: null,
    tokensPerSecond: null,
    earlierLeftOut: 0,
    problem: null,
    edited: false,
    rating: null,
  };
  setDraft({ conversationId, answer: started });
  setActivity("reading");
  announce(words().sending.answering(model.name));
  const endJournal = startJournal(asked);
  try {
    const written = await whileWriting(started.id, () => generate(conversationId, started, asked, earlier, signal));
    keep(conversationId, written);
    setDraft(null);
    announce(spoken(written));
    await save(conversationId);
  } finally {
    await endJournal();
  }
}

async function generate(
  conversationId: string,
  started: Started,
  asked: Instruction,
  earlier: readonly Exchange[],
  signal: AbortSignal,
): Promise<Answer> {
  let latest: Answer = started;
  let text = "";
  let taken = false;
  const { instruction, context } = asked;
  const ids: number[] = [];
  const answerPrefix = started.ids ?? started.text;
  const { maxNewTokens } = started.sampling;
  // Cut off, it may become as long as it would have been; at its full length, as long again.
  const left = maxNewTokens - ((started.ids?.length ?? 0) % maxNewTokens);
  const sampling = { ...started.sampling, maxNewTokens: left, seed: started.seed };
  try {
    const result = await engine().generate(
      { instruction, context, earlier, sampling, ...(answerPrefix.length > 0 && { answerPrefix }) },
      {
        signal,
        emit: (progress) => {
          if (progress.phase === "waiting") return setQueued(progress.ahead);
          if (useDraft.getState().activity === "queued") setActivity("reading");
          if (!taken) void save(conversationId); // the instruction: it is taken now
          taken = true;
          if (progress.phase === "reading") return;
          text += progress.text; // from the beginning, also where it goes on from one
          ids.push(...progress.ids);
          latest = { ...latest, text, ids: [...ids], tokens: progress.tokens };
          setDraft({ conversationId, answer: latest });
          if (useDraft.getState().activity === "reading") setActivity("writing");
        },
      },
    );
    return settled(latest, result, earlier.length);
  } catch (cause) {
    if (isAbort(cause)) return { ...latest, stop: "stopped" };
    const error = toAppError(cause);
    if (latest.text === started.text && refusals.has(error.code)) throw error;
    return { ...latest, stop: "interrupted", problem: error.message };
  }
}

function settled(latest: Answer, result: GenerateResult, earlierSent: number): Answer {
  const { text, stop, tokens, tokensPerSecond } = result;
  return {
    ...latest,
    text,
    ids: stop === "end" ? null : result.ids,
    stop,
    tokens,
    tokensPerSecond,
    firstTokenMs: tokens > 0 ? result.firstTokenMs : null,
    earlierLeftOut: earlierSent - result.earlierKept,
  };
}

/** Into the conversation as it stands now: it may have been renamed, written to by another tab, or locked. */
function keep(conversationId: string, written: Answer): void {
  settle(conversationId, (current) => {
    if (!current.messages.some(({ id }) => id === written.parentId)) return current; // deleted while it was answered
    const now = Math.max(Date.now(), written.createdAt);
    return withMessage(current, { ...written, changedAt: now }, now);
  });
}

function spoken({ modelName, text, stop }: Answer): string {
  const w = words().sending;
  if (stop === "stopped") return w.answeredStopped(modelName, text);
  return (stop === "interrupted" ? w.answeredInterrupted : w.answered)(modelName, text);
}
