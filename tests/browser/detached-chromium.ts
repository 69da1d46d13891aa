/**
 * A Chromium that a test lets go of: a debugger, which a visitor has none of, sees every message and request of a page and
 * takes processor time of all its processes. Playwright's stays as long as its browser, so this speaks the DevTools
 * protocol (https://chromedevtools.github.io/devtools-protocol) itself, over a pipe.
 */

import { spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { launchOptions } from "./chromium.ts";

export interface DetachedChromium {
  /** Runs `work` with a debugger attached to the page, and lets go of it. */
  attached<T>(work: (page: AttachedPage) => Promise<T>): Promise<T>;
  /** Resolves once the page, to which nothing is attached, has this title. */
  titled(title: string): Promise<void>;
  close(): Promise<void>;
}

export interface AttachedPage {
  /** Runs a function that stands by itself there; what goes in and comes out is JSON. */
  evaluate<A, R>(work: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** As if somebody had picked these files in an input. */
  pick(selector: string, paths: readonly string[]): Promise<void>;
}

const POLL_MS = 100;

/** With its profile in `folder` and the page at `url`. */
export async function launchDetached(folder: string, url: string): Promise<DetachedChromium> {
  const { executablePath, args } = launchOptions();
  const all = [...args, "--headless=new", "--remote-debugging-pipe", `--user-data-dir=${folder}`, url];
  const child = spawn(executablePath, all, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => {
    child.on("exit", () => resolve());
  });
  const send = protocol(child.stdio[3] as Writable, child.stdio[4] as Readable);

  async function target(): Promise<Target> {
    for (;;) {
      const { targetInfos } = (await send("Target.getTargets", {})) as { targetInfos: Target[] };
      const page = targetInfos.find((each) => each.type === "page" && each.url === url);
      if (page) return page;
      await pause();
    }
  }

  return {
    async attached(work) {
      const { targetId } = await target();
      const { sessionId } = (await send("Target.attachToTarget", { targetId, flatten: true })) as { sessionId: string };
      const inPage = (method: string, params: object) => send(method, params, sessionId);
      async function evaluate(expression: string, returnByValue: boolean): Promise<RemoteObject> {
        const reply = (await inPage("Runtime.evaluate", {
          expression,
          awaitPromise: true,
          returnByValue,
        })) as Evaluated;
        if (reply.exceptionDetails) {
          throw new Error(reply.exceptionDetails.exception?.description ?? reply.exceptionDetails.text);
        }
        return reply.result;
      }
      try {
        // Until it begins to load, another document stands in its place, or none.
        const loaded = `document.readyState === "complete" && location.href === ${JSON.stringify(url)}`;
        const isLoaded = () => evaluate(loaded, true).catch(() => null);
        while (!(await isLoaded())?.value) await pause();
        return await work({
          async evaluate<R>(run: unknown, argument: unknown): Promise<R> {
            return (await evaluate(`(${run})(${JSON.stringify(argument)})`, true)).value as R;
          },
          async pick(selector, files) {
            const { objectId } = await evaluate(`document.querySelector(${JSON.stringify(selector)})`, false);
            await inPage("DOM.setFileInputFiles", { files, objectId });
          },
        });
      } finally {
        await send("Target.detachFromTarget", { sessionId });
      }
    },
    async titled(title) {
      while ((await target()).title !== title) await pause();
    },
    async close() {
      child.kill();
      await ended;
    },
  };
}

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly title: string;
}

interface RemoteObject {
  readonly value?: unknown;
  readonly objectId?: string;
}

interface Evaluated {
  readonly result: RemoteObject;
  readonly exceptionDetails?: { readonly text: string; readonly exception?: RemoteObject & { description?: string } };
}

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Messages are JSON, each ended by a zero byte. */
function protocol(input: Writable, output: Readable) {
  const pending = new Map<number, (reply: Reply) => void>();
  let nextId = 1;
  let text = "";
  output.setEncoding("utf8").on("data", (more: string) => {
    const messages = (text + more).split("\0");
    text = messages.pop()!;
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply;
      if (reply.id !== undefined) pending.get(reply.id)?.(reply);
    }
  });
  return (method: string, params: object, sessionId?: string) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId++;
      pending.set(id, ({ result, error }) => {
        pending.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, POLL_MS);
  });
}
