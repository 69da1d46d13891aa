/**
 * What the page says, in the reader's language. English is always there; another language is one file beside this one,
 * loaded when it is chosen. Sentences that come from a worker are English and are shown as they are.
 */

import { create } from "zustand";
import { en } from "./en.ts";

/** Every sentence of the page; a language file that lacks one does not compile. */
export type Words = typeof en;

export type Language = "en";

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English" };

interface Speech {
  readonly language: Language;
  readonly words: Words;
}

const useSpeech = create<Speech>(() => ({ language: "en", words: en }));

/** For what is said once: a notice, an announcement. What stays on the screen takes `useWords`. */
export const words = (): Words => useSpeech.getState().words;

/** Renders again when the language changes. */
export const useWords = (): Words => useSpeech((speech) => speech.words);
