/**
 * The page's door to its other tabs. Of what a device can hold only once, one tab is the owner; the others call it, and
 * one of them takes over when it is closed or freezes.
 *
 * A Web Lock says who owns it, and goes with the tab; calls travel over a BroadcastChannel. A worker that all tabs share
 * would be simpler, but a SharedWorker can neither start the engine's threads nor read files piece by piece. Tabs of
 * another build of the page do not understand this one's calls and never get them: every name holds the address of this
 * script, which changes with its contents.
 *
 * Knows nothing of what is shared.
 */

import type { Api, Call, Method } from "../workers/contract/call.ts";
import { connect, type Port, type Remote, serve } from "../workers/contract/transport.ts";

/** How often a tab that waits asks the owner for a sign of life, and how many times in vain before it takes over. */
const PING_MS = 2500;
const PINGS_IN_VAIN = 4;

interface Message {
  readonly from: string;
  /** Null: everybody. */
  readonly to: string | null;
  readonly body:
    | { readonly kind: "hello" | "ping" | "pong" }
    /** I own it; sent when that begins, and in answer to `hello`. */
    | { readonly kind: "owner"; readonly state: unknown }
    | { readonly kind: "state"; readonly state: unknown }
    /** Of the transport, between a tab and the owner. */
    | { readonly kind: "wire"; readonly connection: number; readonly message: unknown };
}

/** What a tab does with its ownership. */
export interface Ownership<T> {
  /** The methods for one of the tabs. */
  apiFor(tab: string): T;
  /** What a tab must know that comes later; plain data. */
  state(): unknown;
  /** Another tab has taken over: this one was frozen. */
  lose(): void;
}

export interface Sharing<T> {
  /** Plain, for names of locks and channels. */
  readonly name: string;
  readonly methods: readonly (keyof T & string)[];
  own(): Ownership<T>;
  /** Another tab's state, as its `state` gave it. */
  onState(state: unknown): void;
}

export interface Shared<T> {
  /** Calls the owner, whichever tab that is; a call that has emitted nothing is asked again of the next one. */
  readonly api: T;
  /** From the owner to all others. */
  tell(state: unknown): void;
}

export function shareBetweenTabs<T extends Api<T>>(sharing: Sharing<T>): Shared<T> {
  // Outside a page, where its first picture is drawn, there are no tabs.
  const navigator = globalThis.navigator as Partial<Navigator> | undefined;
  const locks = "document" in globalThis ? navigator?.locks : undefined;
  if (!locks || typeof BroadcastChannel === "undefined") return alone(sharing);
  return new Tab(sharing, locks).shared;
}

/** A browser without locks: every tab has its own. */
function alone<T extends Api<T>>({ own }: Sharing<T>): Shared<T> {
  return { api: own().apiFor("alone"), tell() {} };
}

class Tab<T extends Api<T>> {
  readonly shared: Shared<T>;
  readonly #sharing: Sharing<T>;
  readonly #locks: LockManager;
  readonly #name: string;
  readonly #id = crypto.randomUUID();
  readonly #channel: BroadcastChannel;
  #owner: { readonly id: string; readonly api: T } | null = null;
  #ownership: Ownership<T> | null = null;
  #remote: Remote<T> | null = null;
  #deliver: (message: unknown) => void = () => {};
  #connections = 0;
  /** As the owner: the other tabs' connections. */
  readonly #clients = new Map<string, { deliver(message: unknown): void; end(): void }>();
  /** There is nobody to tell anything. */
  #isAlone = false;
  #ownerFound: () => void = () => {};
  #owned = this.#nextOwner();
  /** Calls that wait, for an owner or for its answer. */
  #waiting = 0;
  #pingsInVain = 0;

  constructor(sharing: Sharing<T>, locks: LockManager) {
    this.#sharing = sharing;
    this.#locks = locks;
    this.#name = `${sharing.name} ${new URL(import.meta.url).pathname}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Message>) => this.#receive(data));
    const methods = sharing.methods.map((name) => [name, this.#method(name)]);
    this.shared = {
      api: Object.fromEntries(methods) as T,
      tell: (state) => {
        if (this.#ownership) this.#post(null, { kind: "state", state });
      },
    };
    // Held until this tab is gone, which is how the owner learns of it. Where locks are refused this tab is alone.
    void locks.request(this.#tabLock(this.#id), () => new Promise(() => {})).catch(() => {});
    void this.#compete();
    this.#post(null, { kind: "hello" });
    setInterval(() => this.#watch(), PING_MS);
  }

  /** Waits for the lock, and holds it until another tab takes it away. */
  async #compete(options: LockOptions = {}): Promise<void> {
    try {
      await this.#locks.request(this.#name, options, () => {
        this.#become();
        return new Promise(() => {});
      });
    } catch {
      if (!this.#ownership) return this.#becomeAlone(); // locks are refused here: there is nobody to share with
      this.#ownership.lose();
      this.#ownership = null;
      for (const client of this.#clients.values()) client.end();
      this.#clients.clear();
      this.#forgetOwner("Another tab has taken the model over.");
      this.#post(null, { kind: "hello" });
      void this.#compete();
    }
  }

  #becomeAlone(): void {
    this.#isAlone = true;
    this.#channel.close();
    this.#become();
  }

  #become(): void {
    this.#forgetOwner("This tab runs the model now.");
    this.#ownership = this.#sharing.own();
    this.#found({ id: this.#id, api: this.#ownership.apiFor(this.#id) });
    this.#post(null, { kind: "owner", state: this.#ownership.state() });
  }

  #method(name: keyof T & string): Method<unknown, unknown, unknown> {
    return async (argument, { signal, emit }) => {
      let emitted = false;
      const call: Call<unknown> = {
        signal,
        emit(value) {
          emitted = true;
          emit(value);
        },
      };
      this.#waiting++;
      try {
        for (;;) {
          if (!this.#owner) await untilAborted(this.#owned, signal);
          const owner = this.#owner;
          if (!owner) continue;
          try {
            return await (owner.api[name] as Method<unknown, unknown, unknown>)(argument, call);
          } catch (error) {
            if (this.#owner === owner || emitted || signal.aborted) throw error;
          }
        }
      } finally {
        this.#waiting--;
      }
    };
  }

  #receive({ from, to, body }: Message): void {
    if (to !== null && to !== this.#id) return;
    if (from === this.#owner?.id) this.#pingsInVain = 0;
    switch (body.kind) {
      case "hello":
        if (this.#ownership) this.#post(from, { kind: "owner", state: this.#ownership.state() });
        return;
      case "ping":
        if (this.#ownership) this.#post(from, { kind: "pong" });
        return;
      case "pong":
        return;
      case "owner":
        if (this.#ownership) return; // an owner that does not know yet that it was overtaken
        if (from !== this.#owner?.id) this.#follow(from);
        this.#sharing.onState(body.state);
        return;
      case "state":
        if (from === this.#owner?.id) this.#sharing.onState(body.state);
        return;
      case "wire":
        if (this.#ownership) this.#clientOf(from, body.connection).deliver(body.message);
        else if (from === this.#owner?.id && body.connection === this.#connections) this.#deliver(body.message);
    }
  }

  #follow(owner: string): void {
    this.#forgetOwner("The tab that ran the model has gone.");
    const connection = ++this.#connections;
    this.#remote = connect<T>(
      {
        postMessage: (message) => this.#post(owner, { kind: "wire", connection, message }),
        addEventListener: (type: string, listener: (event: never) => void) => {
          if (type !== "message") return;
          this.#deliver = (data) => listener(new MessageEvent("message", { data }) as never);
        },
        terminate() {},
      },
      this.#sharing.methods,
    );
    this.#found({ id: owner, api: this.#remote.api });
  }

  #found(owner: { readonly id: string; readonly api: T }): void {
    this.#owner = owner;
    this.#pingsInVain = 0;
    this.#ownerFound();
  }

  /** What is asked of it rejects with `worker-died`. */
  #forgetOwner(why: string): void {
    if (this.#owner) this.#owned = this.#nextOwner();
    this.#owner = null;
    this.#remote?.terminate(why);
    this.#remote = null;
  }

  #nextOwner(): Promise<void> {
    return new Promise((resolve) => {
      this.#ownerFound = resolve;
    });
  }

  #clientOf(tab: string, connection: number) {
    const key = `${tab} ${connection}`;
    const known = this.#clients.get(key);
    if (known) return known;
    let deliver: (message: unknown) => void = () => {};
    const port: Port = {
      postMessage: (message) => this.#post(tab, { kind: "wire", connection, message }),
      addEventListener: (_, listener) => {
        deliver = (data) => listener(new MessageEvent("message", { data }));
      },
    };
    const { end } = serve<T>(port, this.#ownership!.apiFor(tab), this.#sharing.methods);
    const client = { deliver: (message: unknown) => deliver(message), end };
    this.#clients.set(key, client);
    const gone = () => {
      end();
      this.#clients.delete(key);
    };
    // Where it is refused the connection stays, which costs an entry of the map.
    void this.#locks.request(this.#tabLock(tab), gone).catch(() => {});
    return client;
  }

  /** Takes over from an owner that gives no sign of life while something waits for it. */
  #watch(): void {
    if (this.#ownership || this.#waiting === 0) {
      this.#pingsInVain = 0;
      return;
    }
    if (this.#pingsInVain++ < PINGS_IN_VAIN) {
      this.#post(this.#owner?.id ?? null, { kind: "ping" });
      return;
    }
    this.#pingsInVain = 0;
    void this.#compete({ steal: true });
  }

  #tabLock(tab: string): string {
    return `${this.#sharing.name} tab ${tab}`;
  }

  #post(to: string | null, body: Message["body"]): void {
    if (!this.#isAlone) this.#channel.postMessage({ from: this.#id, to, body } satisfies Message);
  }
}

function untilAborted(wanted: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    void wanted.then(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
