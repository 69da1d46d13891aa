import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../models/errors.ts";
import {
  type Failure,
  forgetting,
  judge,
  parseRemembered,
  remembering,
  type Way,
  waysOf,
} from "../../../src/state/step-down.ts";

const gpu = { key: "acme gx", shaderF16: true };
const all = waysOf(gpu, false);

function failures(...codes: readonly (readonly [Way, ErrorCode, number?])[]): Failure[] {
  return codes.map(([way, code, at = 0]) => ({ way, code, at }));
}

describe("the ways of a device", () => {
  it("[X3] are what it offers, best first, down to the bundled model", () => {
    expect(all).toEqual(["f16", "f32", "wasm", "pocket"]);
    expect(waysOf({ ...gpu, shaderF16: false }, false)).toEqual(["f32", "wasm", "pocket"]);
    expect(waysOf(null, false)).toEqual(["wasm", "pocket"]);
    expect(waysOf(gpu, true)).toEqual(["f16", "f32", "wasm"]);
    expect(waysOf(null, true)).toEqual(["wasm"]);
  });
});

describe("a failure", () => {
  it("[X3] is met with the same way twice, then with the next", () => {
    const lost = ["f16", "device-lost"] as const;
    expect(judge(failures(lost), all)).toEqual({ kind: "again" });
    expect(judge(failures(lost, lost), all)).toEqual({ kind: "again" });
    expect(judge(failures(lost, lost, lost), all)).toEqual({ kind: "step", to: "f32" });
    expect(judge(failures(["wasm", "worker-died"], ["wasm", "worker-died"], ["wasm", "worker-died"]), all)).toEqual({
      kind: "step",
      to: "pocket",
    });
  });

  it("[X3] counts with those of the same way, of the same kind, of the last ten minutes", () => {
    const minute = 60_000;
    const rare = failures(["f16", "device-lost", 0], ["f16", "device-lost", 11 * minute]);
    expect(judge([...rare, { way: "f16", code: "device-lost", at: 22 * minute }], all)).toEqual({ kind: "again" });
    const other = failures(["f16", "device-lost"], ["f16", "device-lost"], ["f32", "device-lost"]);
    expect(judge(other, all)).toEqual({ kind: "again" });
  });

  it("[X3] of memory is not met with 32 bits, which take more", () => {
    const full = ["f16", "out-of-memory"] as const;
    expect(judge(failures(full), all)).toEqual({ kind: "again" });
    expect(judge(failures(full, full), all)).toEqual({ kind: "step", to: "wasm" });
  });

  it("[X3] of wrong results or of a missing variant leaves the way at once", () => {
    expect(judge(failures(["f16", "wrong-results"]), all)).toEqual({ kind: "step", to: "f32" });
    expect(judge(failures(["f32", "unsupported"]), all)).toEqual({ kind: "step", to: "wasm" });
  });

  it("[X3] of the last way is the end", () => {
    const died = ["wasm", "worker-died"] as const;
    expect(judge(failures(died, died, died), ["wasm"])).toEqual({ kind: "give-up" });
  });

  it.each(["integrity", "offline", "http", "no-model", "busy", "context-length", "internal"] as const)(
    "[X5] that is not the device's steps nothing down: %s",
    (code) => {
      expect(judge(failures(["f16", code]), all)).toEqual({ kind: "give-up" });
    },
  );
});

describe("what is remembered", () => {
  it("[X4] is a way for each adapter and model", () => {
    const known = remembering(remembering({}, "acme gx", "dolly-v2-3b", "f32"), "acme gx", "pocket", "wasm");
    expect(known).toEqual({ "acme gx": { "dolly-v2-3b": "f32", pocket: "wasm" } });
    expect(parseRemembered(JSON.parse(JSON.stringify(known)))).toEqual(known);
    expect(forgetting(known, "acme gx", "pocket")).toEqual({ "acme gx": { "dolly-v2-3b": "f32" } });
    expect(forgetting(forgetting(known, "acme gx", "pocket"), "acme gx", "dolly-v2-3b")).toEqual({});
  });

  it("[X4] is read as far as it makes sense", () => {
    expect(parseRemembered(null)).toEqual({});
    expect(parseRemembered({ a: { m: "f64", n: "wasm" }, b: 3, c: null })).toEqual({ a: { n: "wasm" } });
  });
});
