/**
 * Which device runs the model, and what drives it: for a GPU one of two onnxruntime-web builds, `jspi` or `webgpu`
 * (asyncify), of which a visitor downloads one; for the processor an engine of our own. The package's default build is never
 * used: its WebGPU kernels give wrong answers for this architecture.
 *
 * Knows nothing of models.
 */

import asyncifyModule from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import asyncifyBinary from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import type * as Ort from "onnxruntime-web/wasm";
import { AppError } from "../../models/errors.ts";
import type { Device } from "../contract/engine-api.ts";
import { type DotInstructions, dotInstructions } from "./processor/dot.ts";

export type Runtime = GpuRuntime | ProcessorRuntime;

export interface GpuRuntime extends Build {
  readonly gpu: GPUDevice;
  readonly ort: typeof Ort;
}

export interface ProcessorRuntime extends Build {
  readonly gpu: null;
  readonly instructions: DotInstructions;
}

interface Build {
  readonly threads: number;
  /** Absolute URLs of the files this build is made of. */
  readonly urls: readonly string[];
  /** Gives a graphics device back, and all of its memory. Never throws. */
  close(): void;
}

/** Throws `unsupported` where neither device can run, `no-webgpu` where WebGPU was demanded and there is none. */
export async function startRuntime(wanted: Device | "auto"): Promise<Runtime> {
  if (!supportsSimd()) {
    throw new AppError(
      "unsupported",
      "This browser has no WebAssembly SIMD, which every way of running the model needs, with or without WebGPU. " +
        "Current versions of Chrome, Edge, Firefox and Safari have it.",
    );
  }
  if (wanted === "wasm") return startProcessor();

  const adapter = await findAdapter();
  if (wanted === "webgpu" && !adapter) {
    throw new AppError("no-webgpu", "WebGPU was asked for, and this browser offers no graphics adapter.");
  }
  // A fallback adapter computes on the processor, several times slower than WebAssembly does.
  if (!adapter || (wanted === "auto" && adapter.info.isFallbackAdapter)) return startProcessor();
  return startGpu(adapter);
}

/** The processor's engine is part of the worker's own script. */
function startProcessor(): ProcessorRuntime {
  const threads = self.crossOriginIsolated ? usefulThreads(navigator.hardwareConcurrency) : 1;
  return {
    gpu: null,
    instructions: dotInstructions(),
    threads,
    urls: [import.meta.url],
    close() {},
  };
}

async function startGpu(adapter: GPUAdapter): Promise<GpuRuntime> {
  // Suspending: the browser can pause WebAssembly for a promise by itself, so the smaller and faster build works.
  const waits = "Suspending" in WebAssembly;
  const ort = await (waits ? import("onnxruntime-web/jspi") : import("onnxruntime-web/webgpu"));
  const files = waits ? [jspiModule, jspiBinary] : [asyncifyModule, asyncifyBinary];
  const urls = files.map((url) => new URL(url, import.meta.url).href);
  ort.env.logLevel = "error";
  ort.env.wasm.wasmPaths = { mjs: urls[0]!, wasm: urls[1]! };
  ort.env.wasm.numThreads = 1;
  if (!waits) ort.env.wasm.wasmBinary = await fetchBinary(urls[1]!);
  const gpu = await requestDevice(adapter);
  return { gpu, ort, threads: 1, urls, close: () => gpu.destroy() };
}

/**
 * To compile from bytes. What it compiles from a response Chromium keeps, and with what it kept of the asyncify build it
 * took gigabytes and a multiple of the time, from the third load on (tests/bench/SPEED.md).
 */
async function fetchBinary(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new AppError("http", `The server answered ${response.status} for ${url}.`);
  return response.arrayBuffer();
}

/** Half of many logical cores, since two of them share one core's arithmetic; all of few. */
function usefulThreads(logicalCores: number): number {
  return Math.max(1, Math.min(8, logicalCores <= 4 ? logicalCores : Math.floor(logicalCores / 2)));
}

async function findAdapter(): Promise<GPUAdapter | null> {
  if (!navigator.gpu) return null;
  try {
    return await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  } catch {
    return null; // a blocked or crashed GPU process: the same as having none
  }
}

/**
 * A device with all the adapter's limits (a model's largest matrices pass the default binding size), f16 where there is
 * one, and subgroups only where they are at least 8 wide: on narrower ones onnxruntime 1.30 computes prefills of 32
 * tokens and more wrongly from position 4 on.
 */
async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredFeatures: GPUFeatureName[] = [];
  if (adapter.features.has("shader-f16")) requiredFeatures.push("shader-f16");
  if (adapter.features.has("subgroups") && adapter.info.subgroupMinSize >= 8) requiredFeatures.push("subgroups");
  const requiredLimits: Record<string, number> = {};
  for (const name of raisedLimits) requiredLimits[name] = adapter.limits[name];
  return adapter.requestDevice({ requiredFeatures, requiredLimits });
}

const raisedLimits = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
  "maxComputeWorkgroupsPerDimension",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The smallest module that uses a SIMD instruction: one function, `i32.const 0; i8x16.splat`. */
// biome-ignore format: one line a section
const simdModule = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic, version
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b,       // type: () → v128
  0x03, 0x02, 0x01, 0x00,                         // one function of it
  0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b, // its body
]);

function supportsSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(simdModule);
}
