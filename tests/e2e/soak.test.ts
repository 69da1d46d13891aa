import { describe, expect, it } from "vitest";
import { soak } from "../faults/soak.ts";

describe("random use", () => {
  it("[X10] loses no message and throws no error", async () => {
    const figures = await soak({ seconds: 12, seed: 3 });
    expect(figures).toMatchObject({ lost: [], troubles: [] });
    expect(figures.instructions).toBeGreaterThan(0);
  });
});
