/** What the browser tells of the device, for the question whether a model will run on it. */

import type { DeviceFacts } from "../../workers/contract/library-api.ts";
import { wantedDevice } from "../backend.ts";
import type { AdapterFacts } from "./step-down.ts";

const gibibyte = 2 ** 30;

/** What only some browsers have. */
interface Hints {
  readonly deviceMemory?: number;
  readonly userAgentData?: { readonly mobile: boolean };
}

export async function deviceFacts(): Promise<DeviceFacts> {
  const { deviceMemory } = navigator as Hints;
  return {
    gpu: wantedDevice() === "wasm" ? null : await gpuFacts(),
    memoryBytes: deviceMemory === undefined ? null : deviceMemory * gibibyte,
    phone: isPhone(),
  };
}

/** The adapter the engine would take; null where it would take the processor. */
export async function adapterFacts(): Promise<AdapterFacts | null> {
  const adapter = wantedDevice() === "wasm" ? null : await findAdapter();
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  return {
    key: [vendor, architecture, device, description].join(" ").trim(),
    shaderF16: adapter.features.has("shader-f16"),
  };
}

async function findAdapter(): Promise<GPUAdapter | null> {
  // Refused, or the browser's graphics process has crashed: the same as having none.
  const { gpu } = (globalThis.navigator ?? {}) as Partial<Navigator>;
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (!adapter || (adapter.info.isFallbackAdapter && wantedDevice() !== "webgpu")) return null;
  return adapter;
}

async function gpuFacts(): Promise<DeviceFacts["gpu"]> {
  const adapter = await findAdapter();
  if (!adapter) return null;
  return {
    shaderF16: adapter.features.has("shader-f16"),
    maxBufferBytes: adapter.limits.maxBufferSize,
    maxBindingBytes: adapter.limits.maxStorageBufferBindingSize,
  };
}

/** Tablets included: the same browsers with the same limits. */
function isPhone(): boolean {
  const { userAgentData } = navigator as Hints;
  if (userAgentData?.mobile) return true;
  const { userAgent, maxTouchPoints } = navigator;
  const iPadAsDesktop = /Macintosh/.test(userAgent) && maxTouchPoints > 1;
  return iPadAsDesktop || /Android|iPhone|iPad|iPod/.test(userAgent);
}
