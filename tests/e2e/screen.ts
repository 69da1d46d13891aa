/** A screen of the page, and how to get to it from the page just opened. */

import type { Page } from "playwright-core";
import type { OpenOptions } from "./site.ts";

export interface Screen {
  readonly name: string;
  readonly options?: Partial<OpenOptions>;
  /** Only there on narrow screens. */
  readonly narrow?: boolean;
  show(page: Page): Promise<void>;
}

/** On a wide screen it is there. */
export const shownSidebar = (page: Page) => page.getByRole("navigation");

export async function openHistory(page: Page): Promise<void> {
  await shownSidebar(page)
    .getByRole("button", { name: /Export, import, protect|Back up/ })
    .click();
  await page.getByRole("dialog", { name: "Your conversations" }).waitFor();
}
