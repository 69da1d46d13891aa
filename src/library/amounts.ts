/** Amounts as people say them. Units are decimal, as disks and lines are sold. */

const units = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** Three figures at most: `5.68 GB`, `310 MB`. */
export function sayBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  if (unit === 0) return bytes === 1 ? "1 byte" : `${Math.round(bytes)} bytes`;
  const digits = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
  return `${Number(amount.toFixed(digits))} ${units[unit]}`;
}

/** Rounded as one rounds a wait: to five seconds, then minutes, then quarters of an hour. */
export function saySeconds(seconds: number): string {
  if (seconds < 8) return "a few seconds";
  if (seconds < 55) return `${Math.ceil(seconds / 5) * 5} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const quarters = Math.round(minutes / 15);
  const hours = Math.floor(quarters / 4);
  const part = ["", "¼", "½", "¾"][quarters % 4]!;
  return hours === 1 && part === "" ? "an hour" : `${hours}${part} hours`;
}

/** `2.8 billion` */
export function sayParameters(parameters: number): string {
  if (parameters >= 1e9) return `${Number((parameters / 1e9).toFixed(1))} billion`;
  return `${Math.max(1, Math.round(parameters / 1e6))} million`;
}

/** `0.0021`: two figures, never an exponent a reader has to know. */
export function sayError(error: number): string {
  if (error === 0) return "0";
  return error < 1e-6 ? "less than 0.000001" : String(Number(error.toPrecision(2)));
}

/** What reading every weight once a token allows; two figures, since it is a bound. */
export function saySpeed(bytesPerSecond: number, weightBytes: number): string {
  const tokens = Number((bytesPerSecond / weightBytes).toPrecision(2));
  return tokens === 1 ? "1 token a second" : `${tokens} tokens a second`;
}
