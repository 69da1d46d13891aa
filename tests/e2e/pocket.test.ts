import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluate } from "../bench/eval-pocket.ts";
import { openHarness } from "../browser/open-harness.ts";
import { withPocketTokenizer } from "../fixtures/pocket-tokenizer.ts";
import { randomTorchCheckpoint } from "../fixtures/random-checkpoint.ts";
import { type Hub, openHub } from "../hub/hub.ts";
import { articles, ask, type OpenPage, openSite, untilReady } from "./site.ts";

describe("the bundled model", () => {
  it("[Q6] answers held-out rows of every kind, and ends its answers itself", async () => {
    const harness = await openHarness();
    try {
      const { scores, honesty, falseRefusals } = await evaluate(harness, "q4", "wasm", 15);
      const all = scores.at(-1)!;
      expect(all.rows).toBeGreaterThan(40);
      expect(all.correct).toBeGreaterThan(0.6);
      expect(all.ended).toBeGreaterThan(0.9);
      expect(honesty).toBeGreaterThan(0.4);
      expect(falseRefusals).toBeLessThan(0.1);
    } finally {
      await harness.close();
    }
  });
});

describe("the way from it to Dolly 3B", () => {
  let hub: Hub;
  let open: OpenPage;
  let page: Page;
  let models: Locator;
  beforeAll(async () => {
    const sizes = {
      headDim: 80,
      heads: 8,
      layers: 3,
      vocab: 4096,
      contextLength: 512,
      parallelResidual: true,
      seed: 5,
    };
    const files = withPocketTokenizer(randomTorchCheckpoint(sizes));
    hub = await openHub(Array.from(files, ([name, bytes]) => [`databricks/dolly-v2-3b/${name}`, bytes] as const));
    open = await openSite({ serviceWorkers: "block" });
    page = open.page;
    models = page.getByRole("dialog", { name: "Models" });
    await open.context.route("https://huggingface.co/**", async (route) => {
      const { pathname, search } = new URL(route.request().url());
      // The list of hashes would give the stand-in for Dolly 3B away.
      if (pathname.startsWith("/api/")) return route.fulfill({ status: 404 });
      await route.fulfill({ response: await route.fetch({ url: hub.url + pathname + search }) });
    });
    await untilReady(page);
  });
  afterAll(async () => {
    await open?.close();
    await hub?.stop();
  });

  it("[Q7] begins where it says that it does not know, and tells whether Dolly 3B runs here", async () => {
    expect(await ask(page, "What is the capital of France?")).toContain("Paris");
    expect(await page.getByRole("button", { name: "Get Dolly 3B" }).count()).toBe(0);
    const answer = await ask(page, "Write a Python function that adds two numbers.");
    expect(answer).toMatch(/do not know/);
    expect(answer).toContain("Dolly Pocket");
    await articles(page).last().getByRole("button", { name: "Get Dolly 3B" }).click();
    const card = models.getByRole("region", { name: "Will Dolly 3B run here?" });
    await card.getByText(/Runs here/).waitFor({ timeout: 60_000 });
    await card.getByRole("button", { name: "Get Dolly 3B" }).waitFor();
  });

  it("[Q9] leaves it answering while Dolly 3B comes in and is converted", async () => {
    hub.bytesPerSecond = 1_500_000;
    const installing = models.getByRole("region", { name: "Installing Dolly 3B" });
    await models
      .getByRole("region", { name: "Will Dolly 3B run here?" })
      .getByRole("button", { name: "Get Dolly 3B" })
      .click();
    await installing.getByText(/B of [\d.]+ MB/).waitFor({ timeout: 60_000 });
    await page.keyboard.press("Escape");
    for (const [country, capital] of [
      ["Italy", "Rome"],
      ["Spain", "Madrid"],
    ] as const) {
      const answer = await ask(page, `What is the capital of ${country}?`);
      expect(answer).toContain(capital);
      expect(answer).toContain("Dolly Pocket");
    }
    await page.getByRole("button", { name: "Models" }).click();
    await installing.getByRole("button", { name: "Pause" }).waitFor();
    hub.bytesPerSecond = 0;
    await installing.getByRole("button", { name: "Use Dolly 3B now" }).waitFor({ timeout: 100_000 });
  });
});
