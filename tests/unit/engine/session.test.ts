import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../../workers/engine/session.ts";
import { randomSession } from "../../fixtures/random-session.ts";
import { maxError } from "../../parity/steps.ts";

const ids = Array.from({ length: 30 }, (_, index) => (index * 37 + 11) % 96);
const others = Array.from({ length: 30 }, (_, index) => (index * 53 + 7) % 96);

describe.each(["q8", "q4"] as const)("8-bit activations with %s", (dtype) => {
  it("[G11] are rounded for each position by itself, whatever it is read with", async () => {
    const session = await randomSession({ layers: 3 }, dtype);
    const alone = (await session.run(ids.slice(0, 1))).slice();
    const read = async (chunk: number) => {
      session.truncate(0);
      const rows: number[] = [];
      for (let at = 0; at < ids.length; at += chunk) {
        rows.push(...(await session.run(ids.slice(at, at + chunk), { logits: "all" })));
      }
      return rows;
    };
    const whole = await read(30);
    for (const chunk of [2, 3, 10, 15]) expect(await read(chunk)).toEqual(whole);
    expect([...alone]).toEqual(whole.slice(0, 96));
    await session.dispose();
  });
});

describe("a session's positions", () => {
  let session: Session;
  beforeAll(async () => {
    session = await randomSession({ layers: 3 });
  });
  afterAll(() => session.dispose());

  async function fresh(read: readonly number[]): Promise<Float32Array> {
    session.truncate(0);
    return (await session.run(read)).slice();
  }

  it("[G7] forgets positions as if they had not been read", async () => {
    const expected = await fresh([...ids.slice(0, 20), 5, 6]);
    await fresh(ids);
    session.truncate(20);
    expect(session.position).toBe(20);
    expect(maxError(await session.run([5, 6]), expected)).toBe(0);
  });

  it("[G7] puts saved positions back as if they had been read", async () => {
    const expected = await fresh([...ids.slice(0, 25), 5]);
    await fresh(ids);
    const range = await session.save(8, 30);
    expect(range).toMatchObject({ start: 8, end: 30, bytes: 3 * 2 * 24 * (2 * 16 + 12) });
    session.truncate(12);
    await session.run(others.slice(0, 9));
    session.truncate(12);
    session.restore(range!, 25);
    expect(session.position).toBe(25);
    expect(maxError(await session.run([5]), expected)).toBe(0);
    expect(() => session.restore(range!, 28)).not.toThrow();
    session.truncate(4);
    expect(() => session.restore(range!, 25)).toThrow(/Cannot restore/);
    range!.dispose();
  });

  it("[G8] gives the logits of the last position, or of all that were fed", async () => {
    const each: Float32Array[] = [];
    session.truncate(0);
    for (const id of ids.slice(0, 6)) each.push((await session.run([id])).slice());
    session.truncate(2);
    const all = await session.run(ids.slice(2, 6), { logits: "all" });
    expect(all.length).toBe(4 * 96);
    for (const row of [0, 1, 2, 3]) {
      expect(maxError(all.subarray(row * 96, (row + 1) * 96), each[row + 2]!)).toBe(0);
    }
    session.truncate(2);
    const last = await session.run(ids.slice(2, 6));
    expect(last.length).toBe(96);
    expect(maxError(last, each[5]!)).toBe(0);
  });
});
