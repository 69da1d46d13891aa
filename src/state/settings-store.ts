/**
 * What the reader has chosen: how the page looks and speaks, and how answers are sampled, everywhere and in one
 * conversation. Kept in localStorage, so that the page starts as it was left; none of it ever loads a model again.
 *
 * A choice that is not made is absent, and the model's own figure stands. Whatever was stored and cannot be is as if it
 * had not been chosen.
 */

import { create } from "zustand";
import type { Sampling } from "../../models/dolly/sampling.ts";
import { readLocal, writeLocal } from "./local.ts";

export const themes = ["system", "light", "dark"] as const;
export const textSizes = ["small", "normal", "large", "largest"] as const;

export type Theme = (typeof themes)[number];
export type TextSize = (typeof textSizes)[number];

/** The figures of sampling that the reader chose; a seed that is not chosen is drawn anew for each answer. */
export type SamplingChoice = Partial<Sampling>;

/** Undefined leaves a figure to the model again. */
type SamplingChange = { readonly [Name in keyof Sampling]?: number | undefined };

export interface Settings {
  readonly theme: Theme;
  readonly textSize: TextSize;
  /** A language's tag; null: the browser's, where the page speaks it. */
  readonly language: string | null;
  /** Each instruction stands alone: earlier exchanges are not given again. */
  readonly standAlone: boolean;
  readonly sampling: SamplingChoice;
  /** By the conversation's id, and over `sampling`; the latest last. */
  readonly conversations: Readonly<Record<string, SamplingChoice>>;
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What each figure may be. */
export const samplingRanges: Readonly<Record<keyof Sampling, Range>> = {
  temperature: { min: 0, max: 2, step: 0.05 },
  topP: { min: 0.05, max: 1, step: 0.01 },
  topK: { min: 0, max: 200, step: 1 },
  repetitionPenalty: { min: 1, max: 2, step: 0.05 },
  maxNewTokens: { min: 16, max: 1024, step: 16 },
  seed: { min: 0, max: 2 ** 32 - 1, step: 1 },
};

export const initialSettings: Settings = {
  theme: "system",
  textSize: "normal",
  language: null,
  standAlone: false,
  sampling: {},
  conversations: {},
};

const key = "settings";

/** Conversations come and go elsewhere; of their figures only so many, the latest, are kept. */
const mostConversations = 500;

export const useSettings = create<Settings>(() => parseSettings(readLocal(key)));

const { getState, setState } = useSettings;

export function changeSettings(changed: Partial<Omit<Settings, "sampling" | "conversations">>): void {
  setState(changed);
  store();
}

/** For one conversation, or with null for all. */
export function chooseSampling(conversationId: string | null, changed: SamplingChange): void {
  const { sampling, conversations } = getState();
  if (conversationId === null) setState({ sampling: made({ ...sampling, ...changed }) });
  else {
    const { [conversationId]: before, ...others } = conversations;
    const now = made({ ...before, ...changed });
    const all = Object.keys(now).length === 0 ? others : { ...others, [conversationId]: now };
    setState({ conversations: Object.fromEntries(Object.entries(all).slice(-mostConversations)) });
  }
  store();
}

export function resetSampling(conversationId: string | null): void {
  const none = Object.keys(samplingRanges).map((name) => [name, undefined]);
  chooseSampling(conversationId, Object.fromEntries(none));
}

/** What was chosen for a conversation, over what was chosen for all. */
export function samplingChoice(conversationId: string): SamplingChoice {
  const { sampling, conversations } = getState();
  return { ...sampling, ...conversations[conversationId] };
}

/** Exported for its tests. */
export function parseSettings(stored: unknown): Settings {
  const { theme, textSize, language, standAlone, sampling, conversations } = record(stored);
  return {
    theme: themes.find((each) => each === theme) ?? initialSettings.theme,
    textSize: textSizes.find((each) => each === textSize) ?? initialSettings.textSize,
    language: typeof language === "string" ? language : null,
    standAlone: standAlone === true,
    sampling: parseChoice(sampling),
    conversations: Object.fromEntries(
      Object.entries(record(conversations))
        .map(([id, choice]) => [id, parseChoice(choice)] as const)
        .filter(([, choice]) => Object.keys(choice).length > 0),
    ),
  };
}

function parseChoice(stored: unknown): SamplingChoice {
  const choice: Partial<Record<keyof Sampling, number>> = {};
  for (const [name, value] of Object.entries(record(stored))) {
    if (!Object.hasOwn(samplingRanges, name) || typeof value !== "number") continue;
    const { min, max, step } = samplingRanges[name as keyof Sampling];
    if (value >= min && value <= max && (step < 1 || Number.isInteger(value))) choice[name as keyof Sampling] = value;
  }
  return choice;
}

/** Without what was left to the model. */
function made(choice: SamplingChange): SamplingChoice {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
}

function store(): void {
  writeLocal(key, getState());
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
