/** Finds the Chromium that the tests drive, and installs one where there is none. */

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "./root.mjs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env["PROGRAMFILES(X86)"]}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** The path of a Chromium, or null. `CHROMIUM` in the environment comes before every other. */
export function findChromium() {
  const places = [process.env.CHROMIUM, ...usualPlaces, chromium.executablePath()];
  return places.find((path) => path && existsSync(path)) ?? null;
}

/** Debian's package as root, else the one Playwright brings. */
export function requireChromium() {
  const found = findChromium();
  if (found) return found;
  console.log("The tests need a Chromium and there is none; installing one…");
  try {
    if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
      execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
      execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "inherit" });
    } else {
      const cli = join(root, "node_modules/playwright-core/cli.js");
      execFileSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
    }
  } catch {
    // What the installer had to say stands above; the sentence below says what to do.
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error("Install Chromium or Chrome, or set CHROMIUM to the path of one, and run the tests again.");
}
