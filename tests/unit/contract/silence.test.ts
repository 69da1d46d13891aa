import { describe, expect, it } from "vitest";
import { Silence } from "../../../workers/contract/silence.ts";

const ticks = (silence: Silence, count: number) => Array.from({ length: count }, () => silence.tick());

describe("a worker that says nothing", () => {
  it("[W9] counts as dead after a minute once it has finished something, and after five before that", () => {
    const silence = new Silence();
    expect(ticks(silence, 60)).not.toContain(true);
    silence.heard(false);
    expect(ticks(silence, 60)).not.toContain(true);
    expect(silence.tick()).toBe(true);

    const settled = new Silence();
    settled.heard(true);
    expect(ticks(settled, 12)).not.toContain(true);
    expect(settled.tick()).toBe(true);
  });

  it("[W9] is given eight times as long as it was silent before", () => {
    const silence = new Silence();
    ticks(silence, 5);
    silence.heard(true);
    expect(ticks(silence, 40)).not.toContain(true);
    expect(silence.tick()).toBe(true);
  });

  it("[W9] is not counted against it while nothing is asked", () => {
    const silence = new Silence();
    silence.heard(true);
    for (let minute = 0; minute < 10; minute++) {
      expect(ticks(silence, 12)).not.toContain(true);
      silence.rest();
    }
  });
});
