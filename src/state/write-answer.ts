/**
 * Writes one answer: asks the engine, shows what comes as a draft, journals it, and keeps it in its conversation as it
 * stands by then. Knows what is asked, not why; send.ts has the deeds.
 */

import type { Exchange } from "../../models/dolly/prompt.ts";
import type { Sampling } from "../../models/dolly/sampling.ts";
import { samplingFor, taskKindOf } from "../../models/dolly/tasks.ts";
import { type ErrorCode, isAbort, toAppError } from "../../models/errors.ts";
import type { GenerateResult, LoadedModel } from "../../workers/contract/engine-api.ts";
import { words } from "../words/words.ts";
import { timeOfNext, withMessage } from "./branches.ts";
import type { Answer, Instruction } from "./conversation.ts";
import { save, settle, useConversations } from "./conversation-store.ts";
import { announce, setActivity, setDraft, setQueued, useDraft } from "./draft-store.ts";
import { engine, modelSampling, useEngine } from "./engine-store.ts";
import { startJournal } from "./journal.ts";
import { whileWriting } from "./persist.ts";
import { samplingChoice } from "./settings-store.ts";

/** Refusals: the engine did not take the instruction, so it goes back where it came from. */
const refusals: ReadonlySet<ErrorCode> = new Set(["context-length", "busy", "no-model"]);

/** An answer about to be written. */
type Started = Answer & { readonly seed: number; readonly sampling: Omit<Sampling, "seed"> };

/**
 * Writes one answer into its conversation; `begun` is one to go on from. Throws only refusals, and then nothing has been
 * kept.
 */
export async function writeAnswer(
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
  const prefixModelId = started.modelId;
  const { maxNewTokens } = started.sampling;
  // Cut off, it may become as long as it would have been; at its full length, as long again.
  const left = maxNewTokens - ((started.ids?.length ?? 0) % maxNewTokens);
  const sampling = { ...started.sampling, maxNewTokens: left, seed: started.seed };
  try {
    const result = await engine().generate(
      { instruction, context, earlier, sampling, ...(answerPrefix.length > 0 && { answerPrefix, prefixModelId }) },
      {
        signal,
        emit: (progress) => {
          if (progress.phase === "waiting") return setQueued(progress.ahead);
          if (useDraft.getState().activity === "queued") setActivity("reading");
          if (progress.phase === "begun") {
            // The reader may have changed to another model since the instruction was counted.
            const { id: modelId, name: modelName } = progress.model;
            latest = { ...latest, modelId, modelName };
            setDraft({ conversationId, answer: latest });
            return announce(words().sending.answering(modelName));
          }
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
