/**
 * Faults in the real graphics device of a worker, as the worker's name orders them; and what became of its devices, told
 * over the channel "devices".
 */

export interface GpuFault {
  /** Which of the worker's devices; the first is 0. */
  readonly device: number;
  /**
   * `refuse`: no memory for a buffer. `lose`: the device is gone. `invalid`: more workgroups than there may be, which WebGPU
   * refuses and tells nobody in particular. `small`: the device's limits are a thousand bytes.
   */
  readonly kind: "refuse" | "lose" | "invalid" | "small";
  /** At which buffer, or for `invalid` at which dispatch; the first is 0. */
  readonly at: number;
}

export interface DeviceState {
  readonly lost: string | null;
  readonly buffers: number;
  readonly dispatches: number;
}

const faults = JSON.parse(self.name || "[]") as GpuFault[];
const states: { lost: string | null; buffers: number; dispatches: number }[] = [];
const channel = new BroadcastChannel("devices");
channel.onmessage = async () => {
  await navigator.gpu.requestAdapter(); // a device that was destroyed before this is known to be lost after it
  channel.postMessage(states);
};

const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  const device = await requestDevice.call(this, descriptor);
  const fault = faults.find((each) => each.device === states.length);
  const state = { lost: null as string | null, buffers: 0, dispatches: 0 };
  states.push(state);
  void device.lost.then(({ reason }) => {
    state.lost = reason;
  });
  if (fault?.kind === "small") {
    const small = ["maxBufferSize", "maxStorageBufferBindingSize"];
    const limits = new Proxy(device.limits, {
      get: (real, name) => (small.includes(String(name)) ? 1000 : Reflect.get(real, name, real)),
    });
    Object.defineProperty(device, "limits", { value: limits });
  }

  const scopes: { readonly filter: GPUErrorFilter; refused: boolean }[] = [];
  device.pushErrorScope = (filter) => {
    scopes.push({ filter, refused: false });
    return GPUDevice.prototype.pushErrorScope.call(device, filter);
  };
  device.popErrorScope = async () => {
    const scope = scopes.pop();
    const error = await GPUDevice.prototype.popErrorScope.call(device);
    return scope?.refused ? new GPUOutOfMemoryError("injected") : error;
  };
  device.createBuffer = (wanted) => {
    const mine = state.buffers++;
    if (fault?.kind === "lose" && fault.at === mine) device.destroy();
    const buffer = GPUDevice.prototype.createBuffer.call(device, wanted);
    if (fault?.kind === "refuse" && fault.at === mine) {
      const scope = scopes.findLast(({ filter }) => filter === "out-of-memory");
      if (scope) scope.refused = true;
      buffer.destroy();
    }
    return buffer;
  };
  device.createCommandEncoder = (wanted) => {
    const encoder = GPUDevice.prototype.createCommandEncoder.call(device, wanted);
    encoder.beginComputePass = (options) => {
      const pass = GPUCommandEncoder.prototype.beginComputePass.call(encoder, options);
      pass.dispatchWorkgroups = (x, y, z) => {
        const mine = state.dispatches++;
        const tooMany = fault?.kind === "invalid" && fault.at === mine;
        GPUComputePassEncoder.prototype.dispatchWorkgroups.call(pass, tooMany ? 2 ** 31 : x, y, z);
      };
      return pass;
    };
    return encoder;
  };
  return device;
};
