/** How a language writes numbers and dates and chooses between singular and plural, by the browser's Intl. */

export interface Formats {
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** `one` where the language's rules say so of the value, `other` everywhere else. */
  plural(value: number, one: string, other: string): string;
  /** The number and its noun: `1 token`, `1,200 tokens`. */
  counted(value: number, one: string, other: string): string;
  /** Of a share between 0 and 1: `2.3%`. */
  percent(share: number): string;
  /** `milliseconds` since the epoch. */
  date(milliseconds: number): string;
  /** Of something that is over soon: `40 ms`, `1.25 s`. */
  delay(milliseconds: number): string;
  /** The time of day, likewise. */
  time(milliseconds: number): string;
}

export function formats(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  const number = (value: number, options?: Intl.NumberFormatOptions) =>
    (options ? new Intl.NumberFormat(language, options) : numbers).format(value);
  const plural = (value: number, one: string, other: string) => (plurals.select(value) === "one" ? one : other);
  return {
    number,
    plural,
    counted: (value, one, other) => `${number(value)} ${plural(value, one, other)}`,
    percent: (share) => number(share, { style: "percent", maximumSignificantDigits: share < 0.995 ? 2 : 3 }),
    date: (milliseconds) => new Date(milliseconds).toLocaleDateString(language, { dateStyle: "long" }),
    delay: (milliseconds) =>
      milliseconds < 99.5
        ? `${number(Math.ceil(milliseconds))} ms`
        : `${number(milliseconds / 1000, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} s`,
    time: (milliseconds) => new Date(milliseconds).toLocaleTimeString(language, { timeStyle: "medium" }),
  };
}
