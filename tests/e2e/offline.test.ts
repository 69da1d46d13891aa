import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newPage } from "../browser/chromium.ts";
import { ask, dist, type OpenPage, openSite, untilReady } from "./site.ts";

const worksOffline = (open: OpenPage) => open.page.getByText("Works offline now").first().waitFor({ timeout: 60_000 });

describe("offline", () => {
  it.each(["wasm", "webgpu"])(
    "[O1] opens and answers on %s with the server gone and the network off, after one visit",
    async (device) => {
      const open = await openSite({ query: `?device=${device}` });
      try {
        const { page, context, site } = open;
        await untilReady(page);
        await worksOffline(open);
        await site.stop();
        await context.setOffline(true);
        await page.reload();
        await untilReady(page);
        expect(await ask(page, "What is the capital of France?")).toContain("Paris");
        await page.reload();
        await page.getByRole("log").getByText("What is the capital of France?").waitFor();
      } finally {
        await open.close();
      }
    },
  );

  it("[O2] can be installed", async () => {
    const open = await openSite();
    try {
      await untilReady(open.page);
      const session = await open.context.newCDPSession(open.page);
      const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
      // A headless profile counts as a private one, which is not the page's doing.
      expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
      const { errors, data } = await session.send("Page.getAppManifest");
      expect(errors).toEqual([]);
      expect(JSON.parse(data ?? "{}")).toMatchObject({ start_url: "./", display: "standalone" });
    } finally {
      await open.close();
    }
  });

  it("[O3] updates only when the user agrees", async () => {
    const newer = newerBuild();
    let serveNewer = false;
    const open = await openSite({ site: { replace: (path) => (serveNewer ? (newer.get(path) ?? null) : null) } });
    try {
      const { page } = open;
      await untilReady(page);
      await worksOffline(open);
      serveNewer = true;
      await page.reload();
      await page.getByText("A new version is ready").waitFor();
      expect(await page.title()).not.toContain("(newer)");
      await page.reload();
      await page.getByText("A new version is ready").waitFor();
      expect(await page.title()).not.toContain("(newer)");
      await page.getByRole("button", { name: "Update now" }).click();
      await expect.poll(() => page.title().catch(() => ""), { timeout: 60_000 }).toContain("(newer)");
      await untilReady(page);
      expect(await ask(page, "What is the capital of France?")).toContain("Paris");
    } finally {
      await open.close();
    }
  });

  it("[X16] a tab of an older build says that a newer one runs in another", async () => {
    const newer = newerBuild();
    let serveNewer = false;
    const open = await openSite({ site: { replace: (path) => (serveNewer ? (newer.get(path) ?? null) : null) } });
    try {
      const { page, context, site } = open;
      await untilReady(page);
      await worksOffline(open);
      await page.reload(); // from now on it is the service worker's
      await untilReady(page);
      serveNewer = true;
      const { page: second } = await newPage(context);
      await second.goto(site.url);
      await untilReady(second);
      await second.getByRole("button", { name: "Update now" }).click();
      await page.getByText(/A newer version of this page was started in another tab/).waitFor({ timeout: 60_000 });
      expect(await ask(page, "What is the capital of France?")).toContain("Paris");
    } finally {
      await open.close();
    }
  });

  it("[O4] works under a sub-path of a host that sends no headers, isolated from the first answer on", async () => {
    const open = await openSite({ site: { headers: null, path: "/some/where/" } });
    try {
      const { page } = open;
      await untilReady(page);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await ask(page, "What is the capital of France?")).toContain("Paris");
      await worksOffline(open);
      await open.site.stop();
      await page.reload();
      await untilReady(page);
      expect(open.troubles).toEqual([]);
    } finally {
      await open.close();
    }
  });
});

/** This build with another title in index.html: the two files that differ, as a deployment would change them. */
function newerBuild(): Map<string, Uint8Array> {
  const index = readFileSync(join(dist, "index.html"), "utf8");
  const changed = index.replace("</title>", " (newer)</title>");
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const worker = readFileSync(join(dist, "service-worker.js"), "utf8");
  const updated = worker.replace(sha256(index), sha256(changed));
  expect(updated).not.toBe(worker);
  return new Map([
    ["index.html", new TextEncoder().encode(changed)],
    ["service-worker.js", new TextEncoder().encode(updated)],
  ]);
}
