/** Workers in the test's own thread, behind the real transport: the engine and the library are what the test says. */

import { vi } from "vitest";
import {
  type EngineApi,
  engineMethods,
  type LoadedModel,
  type ModelPlace,
} from "../../../workers/contract/engine-api.ts";
import { type LibraryApi, libraryMethods } from "../../../workers/contract/library-api.ts";
import { type Port, serve } from "../../../workers/contract/transport.ts";

interface World {
  engine: Partial<EngineApi>;
  library: Partial<LibraryApi>;
  /** Every worker started and ended, in order. */
  readonly log: string[];
}

export const world: World = { engine: {}, library: {}, log: [] };

const missing = () => Promise.reject(new Error("The test has no such method."));

/** Stands in for `Worker`. */
export class FakeWorker {
  readonly #page = new EventTarget();
  readonly #own = new EventTarget();
  readonly #kind: "engine" | "library";
  #terminated = false;

  constructor(url: URL) {
    this.#kind = url.href.includes("/engine/") ? "engine" : "library";
    world.log.push(`${this.#kind} started`);
    const port: Port = {
      postMessage: (data) => {
        if (!this.#terminated) later(this.#page, data);
      },
      addEventListener: (type, listener) => this.#own.addEventListener(type, listener as EventListener),
    };
    if (this.#kind === "engine") {
      const { engine } = world;
      const api = Object.fromEntries(engineMethods.map((name) => [name, engine[name] ?? missing]));
      serve<EngineApi>(port, api as unknown as EngineApi, engineMethods);
    } else {
      const { library } = world;
      const api = Object.fromEntries(libraryMethods.map((name) => [name, library[name] ?? missing]));
      serve<LibraryApi>(port, api as unknown as LibraryApi, libraryMethods);
    }
  }
  postMessage(data: unknown) {
    later(this.#own, data);
  }
  addEventListener(type: string, listener: EventListener) {
    this.#page.addEventListener(type, listener);
  }
  terminate() {
    this.#terminated = true;
    world.log.push(`${this.#kind} ended`);
  }
}

function later(target: EventTarget, data: unknown): void {
  queueMicrotask(() => target.dispatchEvent(new MessageEvent("message", { data })));
}

/** localStorage in memory: it outlives the page's modules, as the real one outlives the page. */
export function memoryStorage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** A page of its own, whose storage outlives its modules; for `beforeEach`, with `vi.unstubAllGlobals` after. */
export function stubPage(): void {
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("localStorage", memoryStorage());
  vi.stubGlobal("sessionStorage", memoryStorage());
  vi.stubGlobal("document", { baseURI: "http://localhost/" });
  vi.stubGlobal("location", { search: "" });
}

/** What loading the model of this place gives. */
export function loadedFrom(source: ModelPlace, change: Partial<LoadedModel> = {}): LoadedModel {
  const id = source.kind === "installed" ? source.id : "pocket";
  const where = { contextLength: 2048, device: "wasm", dtype: "q8", threads: 1, urls: [] } as const;
  return { id, name: id, ...where, setup: "here", tested: false, ...change };
}
