import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../../workers/engine/session.ts";
import { randomSession } from "../../fixtures/random-session.ts";
import { maxError } from "../../parity/steps.ts";

const ids = Array.from({ length: 700 }, (_, index) => (index * 37 + 11) % 96);

describe("keys and values on the processor", () => {
  let session: Session;
  beforeAll(async () => {
    session = await randomSession({ contextLength: 1000 });
  });
  afterAll(() => session.dispose());

  it("[D3] stay where they are as their room grows", async () => {
    // The first run fits the first room, the second doubles it, and the third doubles it again.
    await session.run(ids.slice(0, 250));
    await session.run(ids.slice(250, 300));
    for (const id of ids.slice(300, 302)) await session.run([id]);
    const grown = await session.run(ids.slice(302));
    expect(session.position).toBe(700);

    session.truncate(0);
    const atOnce = await session.run(ids);
    expect(maxError(grown, atOnce)).toBeLessThan(1e-5);
  });

  it("[D3] are copied out and back across a change of room", async () => {
    const other = await randomSession({ contextLength: 1000 });
    await other.run(ids.slice(0, 600));
    const range = await other.save(100, 600);
    other.truncate(0);
    await other.run(ids.slice(0, 600).toReversed());
    other.truncate(0);
    await other.run(ids.slice(0, 100));
    other.restore(range!, 600);
    const restored = await other.run([7]);
    session.truncate(0);
    expect(maxError(restored, await session.run([...ids.slice(0, 600), 7]))).toBeLessThan(1e-5);
    await other.dispose();
  });
});
