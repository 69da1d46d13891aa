/** Sources as a reader's picker hands them over: they live in the page, and only there. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { JSHandle, Page } from "playwright-core";
import type { ModelSource } from "../../workers/contract/library-api.ts";

/** The files of a folder on the disk. */
export async function pickFiles(page: Page, folder: string, name: string): Promise<JSHandle<ModelSource>> {
  const input = await page.evaluateHandle(() => {
    const element = document.createElement("input");
    element.type = "file";
    element.multiple = true;
    return element;
  });
  await input.asElement()!.setInputFiles(readdirSync(folder).map((file) => join(folder, file)));
  return input.evaluateHandle(({ files }, title): ModelSource => {
    return { kind: "files", name: title, files: Array.from(files!, (file) => ({ path: file.name, file })) };
  }, name);
}

/** The same files behind a folder's handle, which only a person can give for the disk: it lies in the page's own files. */
export async function pickFolder(page: Page, folder: string, name: string): Promise<JSHandle<ModelSource>> {
  const picked = await pickFiles(page, folder, name);
  return picked.evaluateHandle(async (source): Promise<ModelSource> => {
    if (source.kind !== "files") throw new Error("No files were picked.");
    const handle = await (await navigator.storage.getDirectory()).getDirectoryHandle(source.name, { create: true });
    for (const { path, file } of source.files) {
      const writable = await (await handle.getFileHandle(path, { create: true })).createWritable();
      await file.stream().pipeTo(writable);
    }
    return { kind: "folder", handle };
  });
}
