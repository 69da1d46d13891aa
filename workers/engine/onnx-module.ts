/**
 * onnxruntime on the processor, through the C functions of its WebAssembly module.
 *
 * The package's JavaScript copies every tensor into the module's memory before a run and every result out of it: for the
 * keys and values of a conversation, hundreds of megabytes a token. Here a value is an address in that memory, so what a
 * run leaves behind is there for the next one.
 *
 * The functions are those that onnxruntime-web 1.30's own JavaScript calls (lib/wasm/wasm-types.ts in its package), which
 * is why the version is pinned. Knows nothing of models.
 */

import { AppError } from "../../models/errors.ts";

/** An OrtValue's address. */
export type OnnxValue = number;

/** The numbers of TensorProto.DataType. */
const tensorTypes = { float32: 1, int64: 7, float16: 10 } as const;

const POINTER_BYTES = 4;
/** OrtMemTypeDefault on the processor, in the words of onnxruntime-web's data locations. */
const ON_CPU = 1;
const OPTIMIZE_ALL = 99;
const LOG_ERRORS = 3;

/** What emscripten and onnxruntime export; every status other than 0 is an error. */
interface EmscriptenModule {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  stackSave(): number;
  stackRestore(stack: number): void;
  stackAlloc(bytes: number): number;
  getValue(address: number, type: "*" | "i32"): number;
  setValue(address: number, value: number, type: "*" | "i32"): void;
  UTF8ToString(address: number): string;
  mountExternalData(path: string, data: Uint8Array): void;
  unmountExternalData(): void;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: number, message: number): number;
  _OrtCreateSessionOptions(...options: number[]): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtCreateSession(graph: number, bytes: number, options: number): number | Promise<number>;
  _OrtReleaseSession(session: number): number;
  _OrtGetInputOutputCount(session: number, inputs: number, outputs: number): number;
  _OrtGetInputOutputMetadata(session: number, index: number, name: number, metadata: number): number;
  _OrtFree(address: number): number;
  _OrtCreateTensor(
    type: number,
    data: number,
    bytes: number,
    dims: number,
    dimCount: number,
    location: number,
  ): OnnxValue;
  _OrtGetTensorData(value: OnnxValue, type: number, data: number, dims: number, dimCount: number): number;
  _OrtReleaseTensor(value: OnnxValue): number;
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    options: number,
  ): number | Promise<number>;
}

type EmscriptenFactory = (options: {
  readonly numThreads: number;
  readonly locateFile: () => string;
}) => Promise<EmscriptenModule>;

export class OnnxModule {
  readonly #wasm: EmscriptenModule;

  private constructor(wasm: EmscriptenModule) {
    this.#wasm = wasm;
  }

  /** Starts the module and its threads. A worker needs one; its memory is freed with the worker. */
  static async start(moduleUrl: string, binaryUrl: string, threads: number): Promise<OnnxModule> {
    const { default: factory } = (await import(/* @vite-ignore */ moduleUrl)) as { default: EmscriptenFactory };
    const onnx = new OnnxModule(await factory({ numThreads: threads, locateFile: () => binaryUrl }));
    onnx.#check(onnx.#wasm._OrtInit(threads, LOG_ERRORS));
    return onnx;
  }

  /** Addresses stay good until `free`; throws `out-of-memory`. */
  allocate(bytes: number): number {
    const address = this.#wasm._malloc(bytes);
    if (address === 0) {
      const megabytes = (count: number) => `${Math.ceil(count / 1e6)} MB`;
      throw new AppError(
        "out-of-memory",
        `The browser refused ${megabytes(bytes)} of memory for the model, beside the ` +
          `${megabytes(this.#wasm.HEAPU8.byteLength)} it already has.`,
      );
    }
    return address;
  }

  free(address: number): void {
    this.#wasm._free(address);
  }

  /** A view of the module's memory; good until memory is next allocated, here or in a run. */
  view(address: number, bytes: number): Uint8Array<ArrayBuffer> {
    this.#wasm.getValue(address, "i32"); // has emscripten look whether another thread has made the memory larger
    return this.#wasm.HEAPU8.subarray(address, address + bytes);
  }

  /** Row-major values of `dims` at an address, which stays the caller's; to be released. */
  tensor(type: keyof typeof tensorTypes, address: number, bytes: number, dims: readonly number[]): OnnxValue {
    return this.#onStack(() => {
      const value = this.#wasm._OrtCreateTensor(
        tensorTypes[type],
        address,
        bytes,
        this.#words(dims),
        dims.length,
        ON_CPU,
      );
      if (value === 0) this.#fail();
      return value;
    });
  }

  /** A copy of a float32 tensor's numbers. */
  floats(value: OnnxValue): Float32Array {
    return this.#onStack(() => {
      const [type, data, dims, dimCount] = this.#results(4, (...at) => this.#wasm._OrtGetTensorData(value, ...at));
      if (type !== tensorTypes.float32) throw new AppError("bad-file", "The model's graph does not give float32.");
      let length = 1;
      for (let axis = 0; axis < dimCount; axis++) {
        length *= this.#wasm.getValue(dims + axis * POINTER_BYTES, "i32");
      }
      this.#wasm._OrtFree(dims);
      return new Float32Array(this.view(data, length * 4).slice().buffer);
    });
  }

  release(value: OnnxValue): void {
    this.#check(this.#wasm._OrtReleaseTensor(value));
  }

  /** `data` by the names that the graph's initializers give. Throws what onnxruntime says. */
  async createSession(graph: Uint8Array, data: ReadonlyMap<string, Uint8Array>): Promise<OnnxSession> {
    const wasm = this.#wasm;
    const address = this.allocate(graph.byteLength);
    const [arena, memoryPattern, parallel, profile, profilePrefix, logId, verbosity, optimizedPath] = Array(8).fill(0);
    const options = wasm._OrtCreateSessionOptions(
      OPTIMIZE_ALL,
      arena,
      memoryPattern,
      parallel,
      profile,
      profilePrefix,
      logId,
      LOG_ERRORS,
      verbosity,
      optimizedPath,
    );
    try {
      if (options === 0) this.#fail();
      this.view(address, graph.byteLength).set(graph);
      for (const [name, bytes] of data) wasm.mountExternalData(name, bytes);
      const session = await wasm._OrtCreateSession(address, graph.byteLength, options);
      if (session === 0) this.#fail();
      return this.#sessionOf(session);
    } finally {
      wasm.unmountExternalData();
      if (options !== 0) wasm._OrtReleaseSessionOptions(options);
      wasm._free(address);
    }
  }

  #sessionOf(session: number): OnnxSession {
    const wasm = this.#wasm;
    const [inputCount, outputCount] = this.#onStack(() =>
      this.#results(2, (...at) => wasm._OrtGetInputOutputCount(session, ...at)),
    );
    const addresses = Array.from({ length: inputCount + outputCount }, (_, index) =>
      this.#onStack(() => {
        const [name, metadata] = this.#results(2, (...at) => wasm._OrtGetInputOutputMetadata(session, index, ...at));
        if (metadata !== 0) wasm._OrtFree(metadata);
        return name;
      }),
    );
    const names = addresses.map((address) => wasm.UTF8ToString(address));

    return {
      inputs: names.slice(0, inputCount),
      outputs: names.slice(inputCount),
      run: async (inputs, outputs) => {
        const stack = wasm.stackSave();
        try {
          const pointers = this.#words(addresses);
          const values = this.#words(names.slice(0, inputCount).map((name) => given(inputs, name)));
          const results = this.#words(names.slice(inputCount).map((name) => outputs.get(name) ?? 0));
          const outputNames = pointers + inputCount * POINTER_BYTES;
          this.#check(await wasm._OrtRun(session, pointers, values, inputCount, outputNames, outputCount, results, 0));
          return new Map(
            names.slice(inputCount).map((name, index) => [name, wasm.getValue(results + index * POINTER_BYTES, "*")]),
          );
        } finally {
          wasm.stackRestore(stack);
        }
      },
      release: () => {
        for (const address of addresses) wasm._OrtFree(address);
        this.#check(wasm._OrtReleaseSession(session));
      },
    };
  }

  /** What `call` writes into `count` places on the stack. */
  #results<N extends 2 | 4>(count: N, call: (...at: Tuple<N>) => number): Tuple<N> {
    const at = this.#words(Array<number>(count).fill(0));
    const places = Array.from({ length: count }, (_, index) => at + index * POINTER_BYTES);
    this.#check(call(...(places as Tuple<N>)));
    return places.map((place) => this.#wasm.getValue(place, "i32")) as Tuple<N>;
  }

  /** An array of 32-bit numbers on the stack. */
  #words(values: readonly number[]): number {
    const address = this.#wasm.stackAlloc(values.length * POINTER_BYTES);
    values.forEach((value, index) => {
      this.#wasm.setValue(address + index * POINTER_BYTES, value, "i32");
    });
    return address;
  }

  #onStack<T>(work: () => T): T {
    const stack = this.#wasm.stackSave();
    try {
      return work();
    } finally {
      this.#wasm.stackRestore(stack);
    }
  }

  #check(status: number): void {
    if (status !== 0) this.#fail();
  }

  #fail(): never {
    const message = this.#onStack(() => {
      const at = this.#words([0, 0]);
      this.#wasm._OrtGetLastError(at, at + POINTER_BYTES);
      return this.#wasm.UTF8ToString(this.#wasm.getValue(at + POINTER_BYTES, "*"));
    });
    throw new Error(message || "onnxruntime gave no reason.");
  }
}

export interface OnnxSession {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Takes a value for every input and, for some outputs, one to write into; returns a value for every output. New ones are
   * the caller's to release. An output may be an input's own value where the graph's kernels write in place.
   */
  run(
    inputs: ReadonlyMap<string, OnnxValue>,
    outputs: ReadonlyMap<string, OnnxValue>,
  ): Promise<ReadonlyMap<string, OnnxValue>>;
  release(): void;
}

type Tuple<N extends 2 | 4> = N extends 2 ? [number, number] : [number, number, number, number];

function given(values: ReadonlyMap<string, OnnxValue>, name: string): OnnxValue {
  const value = values.get(name);
  if (value === undefined) throw new AppError("bad-file", `The model's graph has an input ${name} that nobody feeds.`);
  return value;
}
