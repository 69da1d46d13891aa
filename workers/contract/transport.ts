/**
 * Calls across a worker boundary, after the law in call.ts: the page's proxy of an API, and the worker's end of it.
 *
 * Knows nothing of any API. Errors keep their class, code and message; an abort stays an abort; a worker's death rejects
 * everything pending with `worker-died`, and a worker that has fallen silent counts as dead.
 */

import { AppError, type ErrorCode, errorCodes, isAbort, toAppError } from "../../models/errors.ts";
import type { Api, Call } from "./call.ts";
import { Silence, TICK_MS } from "./silence.ts";

type ToWorker =
  | { readonly kind: "call"; readonly id: number; readonly method: string; readonly argument: unknown }
  | { readonly kind: "abort"; readonly id: number };

type WireError = { readonly abort: true } | { readonly code: ErrorCode; readonly message: string };

type FromWorker =
  /** Now and then while something runs and the worker is not deep in its work. */
  | { readonly kind: "alive" }
  | { readonly kind: "emit"; readonly id: number; readonly value: unknown }
  | { readonly kind: "result"; readonly id: number; readonly value: unknown }
  | { readonly kind: "error"; readonly id: number; readonly error: WireError };

/** What both a Worker and a worker's own global scope offer. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

/** What of an argument or a result is moved to the other side instead of copied. */
export type Moved = (value: unknown) => Transferable[];
const nothing: Moved = () => [];

export interface WorkerPort extends Port {
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
  terminate(): void;
}

export interface Remote<T> {
  readonly api: T;
  /** Ends the worker; what is pending rejects with `worker-died`, and `why` as its sentence. */
  terminate(why?: string): void;
  /** Resolves once, when the worker is gone, for whatever reason. */
  readonly died: Promise<AppError>;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  emit(value: unknown): void;
}

/** The caller's end: an object with the API's methods, each a call into the worker. */
export function connect<T extends Api<T>>(
  worker: WorkerPort,
  methods: readonly (keyof T & string)[],
  moved = nothing,
): Remote<T> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let death: AppError | null = null;
  let reportDeath: (error: AppError) => void;
  const died = new Promise<AppError>((resolve) => {
    reportDeath = resolve;
  });

  const silence = new Silence();
  const watch = setInterval(() => {
    if (pending.size === 0) silence.rest();
    else if (silence.tick()) die("The worker has given no sign of life for a long time.");
  }, TICK_MS);

  const die = (message: string) => {
    if (death) return;
    clearInterval(watch);
    death = new AppError("worker-died", message);
    worker.terminate();
    for (const call of pending.values()) call.reject(death);
    pending.clear();
    reportDeath(death);
  };

  worker.addEventListener("error", (event) => {
    const detail = "message" in event && typeof event.message === "string" && event.message ? `: ${event.message}` : "";
    die(`The worker stopped unexpectedly${detail}.`);
  });
  worker.addEventListener("messageerror", () => die("The worker sent a message that could not be read."));
  worker.addEventListener("message", (event) => {
    const message = event.data as FromWorker;
    silence.heard(message.kind === "result" || message.kind === "error");
    if (message.kind === "alive") return;
    const call = pending.get(message.id);
    if (!call) return; // settled by the worker's death
    if (message.kind === "emit") return call.emit(message.value);
    pending.delete(message.id);
    if (message.kind === "result") call.resolve(message.value);
    else call.reject(fromWire(message.error));
  });

  const invoke = (method: string) => (argument: unknown, call: Call<unknown>) =>
    new Promise<unknown>((resolve, reject) => {
      if (death) return reject(death);
      if (call.signal.aborted) return reject(call.signal.reason);
      const id = nextId++;
      const onAbort = () => worker.postMessage({ kind: "abort", id } satisfies ToWorker);
      call.signal.addEventListener("abort", onAbort, { once: true });
      const settled = () => call.signal.removeEventListener("abort", onAbort);
      pending.set(id, {
        resolve(value) {
          settled();
          resolve(value);
        },
        reject(error) {
          settled();
          reject(error);
        },
        emit: call.emit,
      });
      worker.postMessage({ kind: "call", id, method, argument } satisfies ToWorker, moved(argument));
    });

  const api = Object.fromEntries(methods.map((method) => [method, invoke(method)])) as T;
  return { api, died, terminate: (why = "The worker was stopped.") => die(why) };
}

/** The worker's end: answers calls of `methods` with those of `api`. `end` aborts what is running: nobody listens any more. */
export function serve<T extends Api<T>>(
  port: Port,
  api: T,
  methods: readonly (keyof T & string)[],
  moved = nothing,
): { end(): void } {
  const running = new Map<number, AbortController>();
  let alive: ReturnType<typeof setInterval> | undefined;

  port.addEventListener("message", async (event) => {
    const message = event.data as ToWorker;
    if (message.kind === "abort") return running.get(message.id)?.abort();
    const { id, method, argument } = message;
    const reply = (answer: FromWorker, transfer: Transferable[] = []) => port.postMessage(answer, transfer);
    const abort = new AbortController();
    running.set(id, abort);
    alive ??= setInterval(() => reply({ kind: "alive" }), TICK_MS);
    try {
      const name = methods.find((each) => each === method);
      if (name === undefined) throw new AppError("internal", `The worker has no method ${method}.`);
      const emit = (value: unknown) => reply({ kind: "emit", id, value });
      const value = await api[name](argument, { signal: abort.signal, emit });
      reply({ kind: "result", id, value }, moved(value));
    } catch (error) {
      reply({ kind: "error", id, error: toWire(error) });
    } finally {
      running.delete(id);
      if (running.size === 0) {
        clearInterval(alive);
        alive = undefined;
      }
    }
  });
  return {
    end() {
      for (const abort of running.values()) abort.abort();
    },
  };
}

function toWire(error: unknown): WireError {
  if (isAbort(error)) return { abort: true };
  const { code, message } = toAppError(error);
  return { code, message };
}

function fromWire(error: WireError): Error {
  if ("abort" in error) return new DOMException("The call was aborted.", "AbortError");
  const code = errorCodes.includes(error.code) ? error.code : "internal";
  return new AppError(code, error.message);
}
