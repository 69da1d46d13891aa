/** Amounts as people say them. Units are decimal, as disks and lines are sold. */

import { words } from "../words/words.ts";

const units = ["kB", "MB", "GB", "TB"] as const;

/** Three figures at most: `5.68 GB`, `310 MB`. */
export function sayBytes(bytes: number): string {
  let amount = bytes;
  let unit = -1;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  if (unit < 0) return words().amounts.bytes(Math.round(bytes));
  const digits = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
  return words().amounts.units(amount, units[unit]!, digits);
}

/** Rounded as one rounds a wait: to five seconds, then minutes, then quarters of an hour. */
export function saySeconds(seconds: number): string {
  const w = words().amounts;
  if (seconds < 8) return w.fewSeconds;
  if (seconds < 55) return w.seconds(Math.ceil(seconds / 5) * 5);
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return w.minutes(minutes);
  const quarters = Math.round(minutes / 15);
  const hours = Math.floor(quarters / 4);
  const part = ["", "¼", "½", "¾"][quarters % 4]!;
  return w.hours(hours, part);
}

/** `2.8 billion` */
export function sayParameters(parameters: number): string {
  if (parameters >= 1e9) return words().amounts.billion(parameters / 1e9);
  return words().amounts.million(Math.max(1, Math.round(parameters / 1e6)));
}

/** `0.0021`: two figures, never an exponent a reader has to know. */
export function sayError(error: number): string {
  const w = words().amounts;
  return error > 0 && error < 1e-6 ? w.tinyError : w.error(error);
}

/** What reading every weight once a token allows; two figures, since it is a bound. */
export function saySpeed(bytesPerSecond: number, weightBytes: number): string {
  const tokens = Number((bytesPerSecond / weightBytes).toPrecision(2));
  return words().amounts.tokensPerSecond(tokens);
}
