/** Stops everything that a tab does, its workers too, as an operating system does with a process it has no room for. */

import type { Page } from "playwright-core";

/** Resolves once the tab's process stands still, with what has it go on. */
export async function stopProcess(page: Page): Promise<() => void> {
  const system = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  await system.detach();
  for (const { type, id } of processInfo) {
    if (type !== "renderer") continue;
    process.kill(id, "SIGSTOP");
    // Nothing says which process is which tab's: it is the one without which the tab is silent.
    if (!(await answers(page))) return () => process.kill(id, "SIGCONT");
    process.kill(id, "SIGCONT");
  }
  throw new Error("The tab answers whichever process is stopped.");
}

function answers(page: Page): Promise<boolean> {
  const silence = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 8000));
  return Promise.race([page.evaluate(() => true), silence]);
}
