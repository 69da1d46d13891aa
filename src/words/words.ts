/**
 * What the page says, in the reader's language. English is always there; another language is one file beside this one,
 * loaded when it is wanted. Sentences that come from a worker are English and are shown as they are.
 */

import { create } from "zustand";
import { en, type Words } from "./en.ts";

export type { Words } from "./en.ts";

/** Each language by its own name. */
export const languageNames = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  ja: "日本語",
} as const;

export type Language = keyof typeof languageNames;

const files: Readonly<Record<Exclude<Language, "en">, () => Promise<Words>>> = {
  de: () => import("./de.ts").then(({ de }) => de),
  es: () => import("./es.ts").then(({ es }) => es),
  fr: () => import("./fr.ts").then(({ fr }) => fr),
  ja: () => import("./ja.ts").then(({ ja }) => ja),
};

interface Speech {
  readonly language: Language;
  readonly words: Words;
}

const useSpeech = create<Speech>(() => ({ language: "en", words: en }));

/** For what is said once: a notice, an announcement. What stays on the screen takes `useWords`. */
export const words = (): Words => useSpeech.getState().words;

export const useLanguage = (): Language => useSpeech((speech) => speech.language);

/** Renders again when the language changes. */
export const useWords = (): Words => useSpeech((speech) => speech.words);

let wanted: Language = "en";

/** Speaks a language from now on; null: the first of the browser's that the page has. English where it cannot be had. */
export async function speak(tag: string | null): Promise<void> {
  const asked = chosen(tag === null ? navigator.languages : [tag]);
  wanted = asked;
  // Without the network the page goes on in the language it has.
  const spoken = asked === "en" ? en : await files[asked]().catch(() => null);
  if (spoken === null || wanted !== asked) return;
  useSpeech.setState({ language: asked, words: spoken });
  document.documentElement.lang = asked;
}

/** The first of the tags (`de-AT`, `ja`) whose language the page speaks. */
export function chosen(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = tag.toLowerCase().split("-")[0]!;
    if (Object.hasOwn(languageNames, language)) return language as Language;
  }
  return "en";
}
