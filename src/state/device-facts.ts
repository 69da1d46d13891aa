/** What the browser tells of the device, for the question whether a model will run on it. */

import type { DeviceFacts } from "../../workers/contract/library-api.ts";
import { wantedDevice } from "../backend.ts";

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

async function gpuFacts(): Promise<DeviceFacts["gpu"]> {
  // Refused, or the browser's graphics process has crashed: the same as having none.
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (!adapter || (adapter.info.isFallbackAdapter && wantedDevice() !== "webgpu")) return null;
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
