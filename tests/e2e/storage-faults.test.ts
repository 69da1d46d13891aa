import { describe, expect, it } from "vitest";
import { prepareStorageFaults, type StorageFault, setStorageFault } from "../faults/storage-faults.ts";
import { articles, ask, openSite, untilReady } from "./site.ts";

const kinds: readonly StorageFault[] = ["quota", "abort", "gone"];
/** An answer takes seven writes: the conversation and its entry at its beginning and end, and the journal in between. */
const writes = [1, 2, 3, 5];

describe("storage that fails", () => {
  it("[X8] at any write loses no instruction and no answer, says so, and has them once it works again", async () => {
    const open = await openSite({ query: "?device=wasm", serviceWorkers: "block", prepare: prepareStorageFaults });
    try {
      const { page } = open;
      await untilReady(page);
      const asked: string[] = [];
      let said = 0;
      for (const kind of kinds) {
        for (const fromWrite of writes) {
          const instruction = `What is the capital of France? Number ${asked.length + 1}, please.`;
          await page.getByRole("button", { name: "New conversation" }).first().click();
          await setStorageFault(page, { kind, fromWrite });
          const answer = await ask(page, instruction);
          asked.push(instruction);
          expect(await articles(page).first().innerText()).toContain(instruction);
          expect(answer.length).toBeGreaterThan(3);
          said += await page.getByText(/could not be saved/).count();
          await setStorageFault(page, null);
        }
      }
      expect(said).toBeGreaterThanOrEqual(kinds.length * 2);
      await page.getByRole("button", { name: "New conversation" }).first().click();
      await ask(page, "What is the capital of Italy?");
      await expect.poll(() => page.getByText(/could not be saved/).count()).toBe(0);

      await page.reload();
      await untilReady(page);
      for (const instruction of asked) {
        await page.getByRole("navigation").getByText(instruction.slice(0, 40), { exact: false }).first().waitFor();
      }
      await page.getByRole("navigation").getByText("Number 1,").first().click();
      await articles(page).nth(1).waitFor();
      expect(open.troubles.filter((trouble) => trouble.startsWith("error"))).toEqual([]);
    } finally {
      await open.close();
    }
  });
});
