/**
 * The one error class of the project, and its codes.
 *
 * A code exists only where the page does something different for it. A message is a sentence the reader can act on: it
 * names the thing, and where there are two numbers, both. An abort is not an error: it travels as `AbortError` through
 * every layer and is swallowed once, where the user asked for it.
 */

export const errorCodes = [
  "no-webgpu",
  "device-lost",
  "wrong-results",
  "out-of-memory",
  "no-model",
  "busy",
  "context-length",
  "offline",
  "http",
  "integrity",
  "storage-full",
  "bad-file",
  "unsupported",
  "worker-died",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }
}

/** A value from outside as a message shows it: short, on one line, and never by walking through it. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return value.length === 0 ? "[]" : "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return JSON.stringify(value)?.slice(0, 80) ?? typeof value;
}

/** Throws `internal`: a broken assumption of ours, never a user's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AppError("internal", message);
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** What an unknown thrown value is, as an `AppError`: itself, or `internal` with the original as its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("internal", message, { cause: error });
}
