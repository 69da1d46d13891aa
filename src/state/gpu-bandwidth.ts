/**
 * How fast the graphics adapter reads its memory, in bytes a second. Every token reads every weight once, so this bounds
 * how fast a model can be: no model writes more tokens a second than its weights fit into it.
 *
 * Takes about half a second and 128 MiB of graphics memory, both given back.
 */

import { wantedDevice } from "../backend.ts";

/** More than the caches of today's adapters, and what every adapter binds at once. */
const bufferBytes = 2 ** 27;
const groups = 4096;
const threadsPerGroup = 256;
const vectorBytes = 16;
const readsPerThread = bufferBytes / vectorBytes / (groups * threadsPerGroup);
/** A batch this long is timed well enough, and the whole measurement is over in about half a second. */
const batchMs = 100;
/** No adapter reads 20 TB a second: one that seems to has refused the work, for want of memory. */
const mostPasses = 4 ** 7;

/** The condition is never true, and the compiler cannot know; so every read counts and hardly anything is written. */
const shader = `
@group(0) @binding(0) var<storage, read_write> data: array<vec4u>;
const stride = ${groups * threadsPerGroup}u;
const reads = ${readsPerThread}u;

@compute @workgroup_size(${threadsPerGroup})
fn fill(@builtin(global_invocation_id) id: vec3u) {
  for (var i = 0u; i < reads; i++) { data[id.x + i * stride] = vec4u(id.x * 2654435761u + i); }
}

@compute @workgroup_size(${threadsPerGroup})
fn read(@builtin(global_invocation_id) id: vec3u) {
  var all = vec4u(0u);
  for (var i = 0u; i < reads; i++) { all ^= data[id.x + i * stride]; }
  if (all.x != all.y) { data[0] = all; }
}`;

let measured: Promise<number | null> | null = null;

/** Null: there is no adapter, or it could not be measured. Measured once a visit. */
export function gpuBandwidth(): Promise<number | null> {
  measured ??= measure().catch(() => null); // a nicety: where it fails, nothing is said about speed
  return measured;
}

async function measure(): Promise<number | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter || (adapter.info.isFallbackAdapter && wantedDevice() !== "webgpu")) return null;
  const device = await adapter.requestDevice();
  try {
    const module = device.createShaderModule({ code: shader });
    const buffer = device.createBuffer({ size: bufferBytes, usage: GPUBufferUsage.STORAGE });
    const run = async (entryPoint: "fill" | "read", passes: number): Promise<number> => {
      const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint } });
      const group = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [{ binding: 0, resource: { buffer } }],
      });
      const commands = device.createCommandEncoder();
      const pass = commands.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      for (let i = 0; i < passes; i++) pass.dispatchWorkgroups(groups);
      pass.end();
      const start = performance.now();
      device.queue.submit([commands.finish()]);
      await device.queue.onSubmittedWorkDone();
      return performance.now() - start;
    };
    await run("fill", 1);
    await run("read", 1);
    for (let passes = 1; passes <= mostPasses; passes *= 4) {
      const elapsedMs = await run("read", passes);
      if (elapsedMs >= batchMs) return (passes * bufferBytes * 1000) / elapsedMs;
    }
    return null;
  } finally {
    device.destroy();
  }
}
