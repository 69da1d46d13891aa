/**
 * Faults in the engine's worker, injected from outside: each worker that starts takes the next plan, as a few lines before
 * its own script. What fails is the real thing: the device is destroyed, the module's functions throw, the worker throws.
 */

import type { BrowserContext, Page } from "playwright-core";

export interface FaultPlan {
  /**
   * `destroy`: the GPU device. `lost-adapter`: that, and no adapter is found from then on. `gpu-memory`: the device reports
   * that its memory is full. `gpu-buffer`: it has no memory for the next buffer that is asked of it. `memory`, `trap`:
   * onnxruntime's WebAssembly module throws. `death`: the worker throws. `silent`: it never says a word again.
   * `nonsense`: what the GPU computed is garbled on its way back. No faults, but time for a test to do something else:
   * `slow`, each token is sent by itself and followed by a pause; `slow-files`, a model's weights are opened so much later
   * than it says.
   */
  readonly kind:
    | "destroy"
    | "lost-adapter"
    | "gpu-memory"
    | "gpu-buffer"
    | "memory"
    | "trap"
    | "death"
    | "silent"
    | "nonsense"
    | "slow"
    | "slow-files";
  /** Once the answer has so many tokens; 0: while the model loads. For `slow` and `slow-files`: milliseconds. */
  readonly atTokens: number;
}

/** Each worker that starts from now on takes the next plan; those after the last run as they are. */
export async function injectFaults(context: BrowserContext, plans: readonly (FaultPlan | null)[]): Promise<void> {
  const left = [...plans];
  let adapterGone = false;
  await context.route(/\/assets\/engine-worker-[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    const plan = left.shift() ?? null;
    const lines = `(${faulty.toString()})(${JSON.stringify({ plan, adapterGone })});\n`;
    adapterGone ||= plan?.kind === "lost-adapter";
    await route.fulfill({ response, body: lines + (await response.text()) });
  });
}

/** From now on the engine of a tab, which must be a `slow` one, pauses so long after each token. */
export async function setPace(page: Page, tokenMs: number): Promise<void> {
  for (const worker of page.workers().filter((each) => each.url().includes("engine-worker"))) {
    await worker.evaluate((ms) => Object.assign(self, { tokenMs: ms }), tokenMs);
  }
}

/** Runs in the worker, before anything of its own. */
function faulty({ plan, adapterGone }: { plan: FaultPlan | null; adapterGone: boolean }): void {
  const devices: GPUDevice[] = [];
  let armed: "memory" | "trap" | "gpu-buffer" | null = null;
  let fired = false;

  function fire(): void {
    if (fired || !plan) return;
    fired = true;
    post({ kind: "fault" }); // for whoever wants to know when; the page knows no such message
    if (plan.kind === "destroy" || plan.kind === "lost-adapter") for (const device of devices) device.destroy();
    if (plan.kind === "gpu-memory") {
      for (const device of devices) {
        const error = new GPUOutOfMemoryError("injected");
        device.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error }));
      }
    }
    if (plan.kind === "memory" || plan.kind === "trap" || plan.kind === "gpu-buffer") armed = plan.kind;
    if (plan.kind === "silent") for (;;);
    if (plan.kind === "death") {
      setTimeout(() => {
        throw new Error("injected death");
      });
    }
  }

  if (plan?.kind === "nonsense" && self.GPUBuffer) {
    const { getMappedRange } = GPUBuffer.prototype;
    GPUBuffer.prototype.getMappedRange = function (...range) {
      const mapped = getMappedRange.apply(this, range);
      if (this.mapState === "mapped" && this.usage & GPUBufferUsage.MAP_READ) new Float32Array(mapped).reverse();
      return mapped;
    };
  }

  if (plan?.kind === "slow-files") {
    const prototype = FileSystemFileHandle.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
    const open = prototype.createSyncAccessHandle!;
    prototype.createSyncAccessHandle = async function (...given) {
      console.log("opening files");
      await new Promise((done) => setTimeout(done, plan.atTokens));
      return open.apply(this, given);
    };
  }

  /** Refuses the first buffer that is made once this is due, to whoever has opened an error scope around it. */
  function refuseBuffer(device: GPUDevice): void {
    const { pushErrorScope, popErrorScope, createBuffer } = GPUDevice.prototype;
    const scopes: { readonly filter: GPUErrorFilter; refused: boolean }[] = [];
    device.pushErrorScope = (filter) => {
      scopes.push({ filter, refused: false });
      return pushErrorScope.call(device, filter);
    };
    device.popErrorScope = async () => {
      const scope = scopes.pop();
      const error = await popErrorScope.call(device);
      return scope?.refused ? new GPUOutOfMemoryError("injected") : error;
    };
    device.createBuffer = (wanted) => {
      const buffer = createBuffer.call(device, wanted);
      const scope = armed === "gpu-buffer" ? scopes.findLast(({ filter }) => filter === "out-of-memory") : undefined;
      if (!scope) return buffer;
      armed = null;
      scope.refused = true;
      buffer.destroy();
      return buffer;
    };
  }

  if (navigator.gpu) {
    const { requestAdapter } = navigator.gpu;
    navigator.gpu.requestAdapter = async function (options) {
      if (adapterGone) return null;
      const adapter = await requestAdapter.call(this, options);
      if (!adapter) return null;
      const { requestDevice } = adapter;
      adapter.requestDevice = async function (descriptor) {
        const device = await requestDevice.call(this, descriptor);
        devices.push(device);
        if (plan?.kind === "gpu-buffer") refuseBuffer(device);
        if (plan?.atTokens === 0) setTimeout(fire, 20);
        return device;
      };
      return adapter;
    };
  }

  const wrap = (instance: WebAssembly.Instance): WebAssembly.Instance => {
    const wrapped: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(instance.exports)) {
      wrapped[name] =
        typeof value !== "function"
          ? value
          : Object.assign((...given: unknown[]) => {
              if (armed === "memory") throw new RangeError("Array buffer allocation failed");
              if (armed === "trap") throw new WebAssembly.RuntimeError("unreachable");
              return (value as (...all: unknown[]) => unknown)(...given);
            }, {});
    }
    return Object.create(WebAssembly.Instance.prototype, { exports: { value: wrapped } }) as WebAssembly.Instance;
  };
  if (plan?.kind === "memory" && plan.atTokens === 0) {
    Object.assign(WebAssembly, {
      Memory: class {
        constructor() {
          throw new RangeError("WebAssembly.Memory(): could not allocate memory");
        }
      },
    });
  } else if (plan?.kind === "memory" || plan?.kind === "trap") {
    const { instantiate, instantiateStreaming } = WebAssembly;
    const faultyResult = (result: WebAssembly.WebAssemblyInstantiatedSource) => {
      return { module: result.module, instance: wrap(result.instance) };
    };
    Object.assign(WebAssembly, {
      instantiate: (source: BufferSource, imports?: WebAssembly.Imports) =>
        instantiate(source, imports).then(faultyResult),
      instantiateStreaming: (source: Response, imports?: WebAssembly.Imports) =>
        instantiateStreaming(source, imports).then(faultyResult),
    });
  }

  /** The engine sends what has come at most once a frame: told that a frame has passed, it sends the next token. */
  let sentLongAgo = false;
  const { now } = Performance.prototype;
  performance.now = () => {
    const frame = sentLongAgo ? 20 : 0;
    sentLongAgo = false;
    return now.call(performance) - frame;
  };

  const post = self.postMessage.bind(self);
  Object.assign(self, {
    postMessage: (message: { kind?: string; value?: { phase?: string; tokens?: number } }) => {
      post(message);
      const { kind, value } = message ?? {};
      if (plan?.kind === "slow" && value?.phase === "writing") {
        const { tokenMs } = self as { tokenMs?: number };
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tokenMs ?? plan.atTokens);
        sentLongAgo = true;
      }
      if (plan && plan.atTokens > 0 && kind === "emit" && (value?.tokens ?? 0) >= plan.atTokens) fire();
      if ((plan?.kind === "death" || plan?.kind === "silent") && plan.atTokens === 0 && value?.phase === "download")
        fire();
    },
  });
}
