/**
 * Characters that are not seen but change what is: overrides of the writing direction, zero-width spaces, tags. Joiners,
 * which scripts and emoji need, and the plain direction marks are not among them.
 */
export const unseen = /[\u200B\u2060-\u2064\uFEFF\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u;

const allUnseen = new RegExp(unseen.source, "gu");

/** For names and titles, which say what something is and nothing else. */
export const withoutUnseen = (text: string): string => text.replace(allUnseen, "");
