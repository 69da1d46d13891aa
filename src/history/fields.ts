/** Fields of parsed JSON that nobody vouches for: each is what it should be, or null. Only own properties count. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function field(fields: Fields | null, name: string): unknown {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function textIn(fields: Fields | null, name: string): string | null {
  const value = field(fields, name);
  return typeof value === "string" ? value : null;
}

export function inner(fields: Fields | null, name: string): Fields | null {
  return fieldsOf(field(fields, name));
}

const LAST_YEAR_MS = Date.UTC(2200, 0);

/** A time in seconds since the epoch, in milliseconds; null for what is no time. */
export function secondsIn(fields: Fields | null, name: string): number | null {
  const value = field(fields, name);
  if (typeof value !== "number" || !(value >= 0)) return null;
  const milliseconds = Math.round(value * 1000);
  return milliseconds < LAST_YEAR_MS ? milliseconds : null;
}
