/** A small model beside the bundled one, installed through the panel as a reader does it. */

import type { Page } from "playwright-core";
import { withPocketTokenizer } from "../fixtures/pocket-tokenizer.ts";
import { randomTorchCheckpoint } from "../fixtures/random-checkpoint.ts";
import { openHub } from "../hub/hub.ts";

const REPOSITORY = "someone/dolly-tiny";

/** The bundled model stays in use. */
export async function installSecondModel(page: Page): Promise<void> {
  const sizes = { headDim: 80, heads: 2, layers: 2, vocab: 4096, contextLength: 512, parallelResidual: true, seed: 5 };
  const files = withPocketTokenizer(randomTorchCheckpoint(sizes));
  const hub = await openHub(Array.from(files, ([name, bytes]) => [`${REPOSITORY}/${name}`, bytes] as const));
  try {
    await page.getByRole("button", { name: "Models" }).click();
    const dialog = page.getByRole("dialog", { name: "Models" });
    await dialog.getByRole("textbox", { name: "Repository or address" }).fill(`${hub.url}/${REPOSITORY}/tree/main`);
    await dialog.getByRole("button", { name: "Look at it" }).click();
    await dialog.getByRole("button", { name: "Get dolly-tiny" }).click();
    await dialog.getByRole("button", { name: "Use dolly-tiny now" }).waitFor();
    await page.keyboard.press("Escape");
  } finally {
    await hub.stop();
  }
}
