/** What a tab shows and what it can reach, for whoever looks for the cause of a fault afterwards. */

import type { Page } from "playwright-core";

/** As text. What does not answer within some seconds is said to be silent. */
export async function tabState(page: Page): Promise<string> {
  const asked = page.evaluate(async () => {
    const within = <Result>(work: Promise<Result>) =>
      Promise.race([work, new Promise<string>((done) => setTimeout(() => done("silent"), 5000))]);
    const folders = async () => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle("models");
      const files: string[] = [];
      for await (const [id, folder] of models.entries())
        for await (const name of (folder as FileSystemDirectoryHandle).keys()) files.push(`${id}/${name}`);
      return files;
    };
    return {
      locks: await within(navigator.locks.query()),
      space: await within(navigator.storage.estimate()),
      models: await within(folders().catch((error: Error) => error.message)),
      local: { ...localStorage },
    };
  });
  const silent = new Promise<string>((done) => setTimeout(() => done("silent"), 20_000));
  const facts = await Promise.race([asked.catch((error: Error) => error.message), silent]);
  const shown = await page
    .locator("body")
    .innerText({ timeout: 5000 })
    .catch((error: Error) => error.message);
  return `${page.url()}\n${JSON.stringify(facts)}\n${shown}`;
}
