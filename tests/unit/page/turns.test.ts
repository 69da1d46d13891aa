import { describe, expect, it } from "vitest";
import { Turns } from "../../../src/state/turns.ts";

const never = new AbortController().signal;

describe("taking turns", () => {
  it("[W6] serves the tab that was served longest ago first", async () => {
    const turns = new Turns();
    const order: string[] = [];
    const ask = async (party: string, what: string) => {
      const end = await turns.take(party, never);
      order.push(what);
      await Promise.resolve();
      end();
    };
    await Promise.all([ask("a", "a1"), ask("a", "a2"), ask("a", "a3"), ask("b", "b1"), ask("c", "c1"), ask("b", "b2")]);
    expect(order).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("[W6] serves one at a time, and goes on after one that gave up waiting", async () => {
    const turns = new Turns();
    const end = await turns.take("a", never);
    const leave = new AbortController();
    const left = turns.take("b", leave.signal);
    let served = false;
    const last = turns.take("c", never).then((done) => {
      served = true;
      done();
    });
    leave.abort();
    await expect(left).rejects.toMatchObject({ name: "AbortError" });
    expect(served).toBe(false);
    end();
    await last;
    await expect(turns.take("d", AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });

  it("[W8] tells whoever waits how many come first, as others come and go", async () => {
    const turns = new Turns();
    const told: Record<string, number[]> = { a: [], b: [], c: [] };
    const take = (party: string, signal = never) => turns.take(party, signal, (ahead) => told[party]!.push(ahead));
    const end = await take("a");
    const leave = new AbortController();
    const left = take("b", leave.signal).catch(() => {});
    const last = take("c");
    expect(told).toEqual({ a: [], b: [1, 1], c: [2] });
    leave.abort();
    await left;
    expect(told.c).toEqual([2, 1]);
    end();
    (await last)();
  });
});
