import { describe, expect, it } from "vitest";
import { AppError } from "../../../models/errors.ts";
import type { Call, Method } from "../../../workers/contract/call.ts";
import { connect, serve, type WorkerPort } from "../../../workers/contract/transport.ts";

interface TestApi {
  readonly double: Method<number, never, number>;
  readonly countTo: Method<number, number, string>;
  readonly fail: Method<string, never, never>;
  readonly wait: Method<null, string, string>;
}

const names = ["double", "countTo", "fail", "wait"] as const;

/** Methods on a class, as the engine has them. */
class Implementation implements TestApi {
  async double(value: number) {
    return value * 2;
  }
  async countTo(last: number, { emit }: Call<number>) {
    for (let value = 1; value <= last; value++) emit(value);
    return "counted";
  }
  async fail(code: string): Promise<never> {
    if (code === "plain") throw new TypeError("not one of ours");
    throw new AppError("integrity", "The file a is damaged.");
  }
  wait(_: null, { signal, emit }: Call<string>): Promise<string> {
    return new Promise((resolve, reject) => {
      emit("waiting");
      signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      setTimeout(() => resolve("done"), 5000).unref();
    });
  }
}

/** Both ends in one thread, joined by a real message channel. */
function pair() {
  const { port1, port2 } = new MessageChannel();
  const errors: ((event: Event) => void)[] = [];
  let terminated = false;
  const worker: WorkerPort = {
    postMessage: (message, transfer = []) => port1.postMessage(message, transfer),
    addEventListener(type: string, listener: (event: never) => void) {
      if (type === "message") port1.onmessage = listener as (event: MessageEvent) => void;
      if (type === "error") errors.push(listener as (event: Event) => void);
    },
    terminate() {
      terminated = true;
      port1.close();
    },
  };
  serve<TestApi>(
    {
      postMessage: (message, transfer = []) => port2.postMessage(message, transfer),
      addEventListener: (_, listener) => {
        port2.onmessage = listener;
      },
    },
    new Implementation(),
    names,
  );
  const remote = connect<TestApi>(worker, names);
  const crash = (message: string) => {
    for (const listener of errors) listener(Object.assign(new Event("error"), { message }));
  };
  return { ...remote, crash, isTerminated: () => terminated };
}

/** One end of a channel, as the transport knows ends. */
function port(end: MessagePort) {
  return {
    postMessage: (message: unknown, transfer: Transferable[] = []) => end.postMessage(message, transfer),
    addEventListener: (type: string, listener: (event: never) => void) => {
      if (type === "message") end.onmessage = listener as (event: MessageEvent) => void;
    },
  };
}

function call<T>(signal = new AbortController().signal): Call<T> & { readonly emitted: T[] } {
  const emitted: T[] = [];
  return { signal, emitted, emit: (value) => void emitted.push(value) };
}

describe("the transport", () => {
  it("[W1] settles with the method's result", async () => {
    const { api, terminate } = pair();
    expect(await api.double(21, call())).toBe(42);
    terminate();
  });

  it("[W1] calls nothing but the methods both ends name", async () => {
    const { port1, port2 } = new MessageChannel();
    const replied = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    const port = {
      postMessage: (message: unknown) => port2.postMessage(message),
      addEventListener: (_: "message", listener: (event: MessageEvent) => void) => {
        port2.onmessage = listener;
      },
    };
    serve<TestApi>(port, new Implementation(), names);
    port1.postMessage({ kind: "call", id: 1, method: "constructor", argument: null });
    expect(await replied).toMatchObject({ kind: "error", error: { code: "internal" } });
    port1.close();
  });

  it("[W2] delivers every emission before the result, in order", async () => {
    const { api, terminate } = pair();
    const counting = call<number>();
    expect(await api.countTo(5, counting)).toBe("counted");
    expect(counting.emitted).toEqual([1, 2, 3, 4, 5]);
    terminate();
  });

  it("[K3] moves what the caller names to the other side and back, instead of copying it", async () => {
    const buffersOf = (value: unknown) => (value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []);
    const { port1, port2 } = new MessageChannel();
    const worker = { ...port(port1), terminate: () => port1.close() };
    interface Doubler {
      readonly double: Method<Uint8Array, never, Uint8Array>;
    }
    const received: Uint8Array[] = [];
    const results: Uint8Array[] = [];
    const double = async (bytes: Uint8Array) => {
      received.push(bytes);
      results.push(bytes.map((byte) => 2 * byte));
      return results[0]!;
    };
    serve<Doubler>(port(port2), { double }, ["double"], buffersOf);
    const { api, terminate } = connect<Doubler>(worker, ["double"], buffersOf);
    const given = Uint8Array.of(1, 2);
    expect(await api.double(given, call())).toEqual(Uint8Array.of(2, 4));
    expect(received).toEqual([Uint8Array.of(1, 2)]);
    expect([given.length, results[0]!.length]).toEqual([0, 0]);
    terminate();
  });

  it("[W3] keeps an error's class, code and message", async () => {
    const { api, terminate } = pair();
    const error = await api.fail("integrity", call()).catch((reason) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "integrity", message: "The file a is damaged." });
    expect(await api.fail("plain", call()).catch((reason) => reason)).toMatchObject({
      code: "internal",
      message: "not one of ours",
    });
    terminate();
  });

  it("[W4] asks the other side to stop on abort, and settles when it has", async () => {
    const { api, terminate } = pair();
    const abort = new AbortController();
    const waiting = api.wait(null, { signal: abort.signal, emit: () => abort.abort() });
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await expect(api.double(1, call(abort.signal))).rejects.toMatchObject({ name: "AbortError" });
    terminate();
  });

  it("[W5] rejects what is pending, and what comes after, when the worker dies", async () => {
    const { api, crash, died, isTerminated } = pair();
    const pending = api.wait(null, call());
    crash("out of luck");
    await expect(pending).rejects.toMatchObject({ code: "worker-died" });
    await expect(api.double(1, call())).rejects.toMatchObject({ code: "worker-died" });
    expect((await died).message).toContain("out of luck");
    expect(isTerminated()).toBe(true);
  });

  it("[W5] rejects what is pending when the page ends the worker", async () => {
    const { api, terminate } = pair();
    const pending = api.wait(null, call());
    terminate();
    await expect(pending).rejects.toMatchObject({ code: "worker-died" });
  });
});
