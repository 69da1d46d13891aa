import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ask, dist, instructionBox, openSite, untilReady } from "./site.ts";

const modelFile = /^pocket\/onnx\/.*_data$/;

function flipped(path: string): Uint8Array {
  const bytes = Uint8Array.from(readFileSync(join(dist, path)));
  bytes[bytes.length >> 1]! ^= 1;
  return bytes;
}

describe("a damaged model file", () => {
  it("[B2] is fetched again, and the page answers", async () => {
    const sent = new Map<string, number>();
    const replace = (path: string) => {
      if (!modelFile.test(path)) return null;
      sent.set(path, (sent.get(path) ?? 0) + 1);
      return sent.get(path) === 1 ? flipped(path) : null;
    };
    const open = await openSite({ site: { replace } });
    try {
      await untilReady(open.page);
      expect(Math.max(...sent.values())).toBeGreaterThan(1);
      expect(await ask(open.page, "What is the capital of France?")).toContain("Paris");
    } finally {
      await open.close();
    }
  });

  it("[B3] is named when it stays damaged; the user's words stay, and trying again works once it is whole", async () => {
    let broken = true;
    const open = await openSite({
      site: { replace: (path) => (broken && modelFile.test(path) ? flipped(path) : null) },
    });
    try {
      const { page } = open;
      await page
        .getByText(/The file onnx\/model_\w+\.onnx_data of Dolly Pocket is damaged/)
        .first()
        .waitFor();
      await instructionBox(page).fill("What is the capital of France?");
      broken = false;
      await page.getByRole("button", { name: "Try again" }).click();
      await untilReady(page);
      expect(await instructionBox(page).inputValue()).toBe("What is the capital of France?");
    } finally {
      await open.close();
    }
  });
});
