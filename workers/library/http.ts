/**
 * One HTTP request for a range of a file, and what each kind of answer means. Retries what may pass by itself: dropped and
 * stalled lines, 429 and 5xx. Nothing is trusted that could splice two files into one: a range is taken only with status
 * 206 and the very bytes that were asked for.
 *
 * The same in the worker and in Node. Knows nothing of checkpoints or models.
 */

import { HUB } from "../../models/catalogue.ts";
import { AppError, isAbort } from "../../models/errors.ts";
import { assertLetOut } from "../contract/stay-offline.ts";

/**
 * `look`: somebody waits for a card; ask for headers alone, and say soon what is wrong. `fetch`: gigabytes are on their way;
 * read ahead, and outlast a bad line. `mend`: as `fetch`, of a few pieces; nothing ahead of them.
 */
export type Purpose = "look" | "fetch" | "mend";

/** What requests of one task have in common. */
export interface HttpContext {
  readonly signal: AbortSignal;
  readonly purpose: Purpose;
  /** Sent with every request; `fetch` itself drops Authorization where a redirect leads to another host. */
  readonly headers: Readonly<Record<string, string>>;
  /** From 0 to 1, for spreading retries. */
  readonly random: () => number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Why a host can never be reached from here, as a sentence; `null` where nothing is known. */
  readonly unreachable: (url: string) => Promise<string | null>;
  /** Told of every byte received. */
  readonly onBytes: (bytes: number) => void;
  /** Told why a request is being repeated, and `null` when it goes on. */
  readonly onWait: (message: string | null) => void;
}

/** Resolves after `ms`, or rejects with the signal's reason. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** A file as requests and messages name it. */
export interface RemoteFile {
  readonly url: string;
  /** As messages show it. */
  readonly name: string;
}

export interface RangeAnswer {
  readonly response: Response;
  /** `false`: the server ignored the range and sends everything. */
  readonly partial: boolean;
  /** Of the whole file; `null` where the answer does not say. */
  readonly totalBytes: number | null;
  /** ETag, or the date of the last change. */
  readonly version: string | null;
}

interface Patience {
  /** In a row, without a byte between them. */
  readonly retries: number;
  /** However long a server asks us to wait: beyond this it is not waited for at all, or just so long. */
  readonly longestWaitMs: number;
  readonly waitsLonger: boolean;
  /** A line on which nothing comes for this long is taken for dead. */
  readonly stallMs: number;
}

/** About two and a half minutes in all. */
const long: Patience = { retries: 8, longestWaitMs: 10 * 60_000, waitsLonger: true, stallMs: 45_000 };
/** About four seconds in all. */
const short: Patience = { retries: 2, longestWaitMs: 3000, waitsLonger: false, stallMs: 8000 };
const patience: Readonly<Record<Purpose, Patience>> = { look: short, fetch: long, mend: long };
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** May pass by itself. */
class Transient extends Error {
  readonly error: AppError;
  readonly afterMs: number | null;

  constructor(error: AppError, afterMs: number | null = null) {
    super(error.message);
    this.error = error;
    this.afterMs = afterMs;
  }
}

/**
 * Runs `attempt` until it succeeds, fails for good, or has failed as often as the purpose allows without `progress` moving.
 * @param progress Bytes that count: retries begin anew when it grows.
 */
export async function retrying<T>(context: HttpContext, progress: () => number, attempt: () => Promise<T>): Promise<T> {
  const { retries, longestWaitMs, waitsLonger } = patience[context.purpose];
  let failures = 0;
  let reached = progress();
  for (;;) {
    context.signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      if (progress() > reached) failures = 0;
      reached = progress();
      const askedMs = error.afterMs ?? 0;
      if (++failures > retries || (askedMs > longestWaitMs && !waitsLonger)) throw error.error;
      context.onWait(error.message);
      const backOff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1)) * (0.5 + context.random() / 2);
      await context.sleep(Math.max(backOff, Math.min(longestWaitMs, askedMs)), context.signal);
      context.onWait(null);
    }
  }
}

/**
 * Asks for bytes `first` to `last`. `null`: there is no such file. Throws `Transient` for `retrying`, `http` or
 * `unsupported` for what will not pass.
 */
async function askRange(
  { url, name }: RemoteFile,
  first: number,
  last: number,
  context: HttpContext,
  signal: AbortSignal = context.signal,
): Promise<RangeAnswer | null> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { ...context.headers, Range: `bytes=${first}-${last}` },
      // Ranges of gigabytes are of no use to the browser's cache, and kept there they would cost the room of the model.
      cache: "no-store",
      mode: "cors",
      credentials: "omit",
      signal,
    });
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    const reason = await context.unreachable(url);
    if (reason !== null) throw new AppError("unsupported", reason, { cause });
    const host = new URL(url).host;
    throw new Transient(
      new AppError(
        "offline",
        `${host} could not be reached for ${name}; check the connection${corsHint(url)} and try again.`,
        {
          cause,
        },
      ),
    );
  }
  assertLetOut(response);
  const answer = await judge(response, name, first, last).catch(async (error) => {
    await response.body?.cancel().catch(() => undefined); // the answer is of no use, and neither is its end
    throw error;
  });
  if (answer === null) await response.body?.cancel();
  return answer;
}

/** Browsers do not tell a server that is away from one whose files other sites' pages may not read; hubs allow it. */
function corsHint(url: string): string {
  const here = (globalThis as { location?: { readonly origin: string } }).location?.origin;
  const { origin } = new URL(url);
  if (here === undefined || origin === here || origin === HUB) return "";
  return ", that its server lets other pages read its files (CORS),";
}

async function judge(response: Response, name: string, first: number, last: number): Promise<RangeAnswer | null> {
  const { status, headers } = response;
  const host = new URL(response.url).host;
  if (status === 404 || status === 410) return null;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const why = status === 429 ? "asks for fewer requests" : "has trouble";
    throw new Transient(
      new AppError("http", `${host} ${why} (${status} for ${name}); try again later.`),
      retryAfterMs(headers.get("Retry-After")),
    );
  }
  if (status === 401 || status === 403) {
    throw new AppError(
      "http",
      `${host} refuses ${name} (${status}): the address is wrong, or the repository is private or wants an agreement first.`,
    );
  }
  if (status === 416) {
    throw new AppError(
      "integrity",
      `${host} no longer has bytes ${first} to ${last} of ${name}: the file has changed.`,
    );
  }
  if (status !== 200 && status !== 206) throw new AppError("http", `${host} answered ${status} for ${name}.`);
  if (/^text\/html\b/i.test(headers.get("Content-Type") ?? "")) {
    throw new AppError(
      "http",
      `A web page came instead of ${name}. If this network wants a log-in, open any site, log in, and try again.`,
    );
  }
  const version = headers.get("ETag") ?? headers.get("Last-Modified");
  if (status === 200) {
    const length = headers.get("Content-Encoding") === null ? headers.get("Content-Length") : null;
    return { response, partial: false, totalBytes: length === null ? null : Number(length), version };
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get("Content-Range") ?? "");
  if (!range) {
    throw new AppError("unsupported", `${host} does not let this page see which bytes of ${name} it sends.`);
  }
  const [, from, to, total] = range.map(Number) as [number, number, number, number];
  if (from !== first || to !== Math.min(last, total - 1)) {
    throw new AppError(
      "http",
      `${host} sent bytes ${from} to ${to} of ${name} where ${first} to ${last} were asked for.`,
    );
  }
  return { response, partial: true, totalBytes: total, version };
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(value: string | null): number | null {
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/**
 * Fetches bytes `first` to `last` and hands them to `accept` as they come, once `check` has agreed to the answer. `null`:
 * there is no such file. A line that breaks or stalls is `Transient`; what `accept` has taken by then is the caller's, but the
 * array it came in is not.
 */
export async function fetchRange<T>(
  file: RemoteFile,
  [first, last]: readonly [number, number],
  context: HttpContext,
  check: (answer: RangeAnswer) => T,
  accept: (bytes: Uint8Array) => void,
): Promise<T | null> {
  const stall = new AbortController();
  const signal = AbortSignal.any([context.signal, stall.signal]);
  const { stallMs } = patience[context.purpose];
  let heardAt = performance.now();
  const listen = () => {
    const leftMs = heardAt + stallMs - performance.now();
    if (leftMs <= 0) stall.abort();
    else timer = setTimeout(listen, leftMs);
  };
  let timer = setTimeout(listen, stallMs);
  try {
    const answer = await askRange(file, first, last, context, signal);
    if (answer === null) return null;
    let checked: T;
    try {
      checked = check(answer);
    } catch (error) {
      await answer.response.body?.cancel();
      throw error;
    }
    if (answer.response.body === null) return checked;
    for await (const part of partsOf(answer.response.body)) {
      heardAt = performance.now();
      context.onBytes(part.length);
      accept(part);
    }
    return checked;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof AppError || error instanceof Transient) throw error;
    throw broken(file.name, error);
  } finally {
    clearTimeout(timer);
  }
}

const PART_BYTES = 256 * 1024;

/**
 * A body's bytes as they come, each part good until the next is asked for: they lie in the same array again and again, where
 * the browser can do that. A reader who stops cancels the rest.
 */
async function* partsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = byteReader(body);
  let room = new Uint8Array(PART_BYTES);
  let ended = false;
  try {
    for (;;) {
      const { value, done } = await reader.read(room);
      ended = done;
      if (done) return;
      yield value;
      room = new Uint8Array(value.buffer as ArrayBuffer);
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    if (!ended) await reader.cancel();
  }
}

/** Safari's bodies are no byte streams. */
function byteReader(body: ReadableStream<Uint8Array>) {
  try {
    return body.getReader({ mode: "byob" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return body.getReader();
  }
}

/** The line broke while a file was coming in. */
export function broken(name: string, cause?: unknown): Transient {
  return new Transient(
    new AppError("offline", `The connection broke while ${name} was coming in; try again.`, { cause }),
  );
}
