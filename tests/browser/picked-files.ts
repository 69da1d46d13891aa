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

/** A folder of the disk as somebody drops it: a handle, with leave to read it until that is withdrawn. */
export async function dropFolder(page: Page, folder: string): Promise<JSHandle<ModelSource>> {
  const dropped = await page.evaluateHandle(() => ({
    handle: new Promise<FileSystemHandle | null>((resolve) => {
      document.addEventListener("dragover", (event) => event.preventDefault());
      const take = (event: DragEvent) => {
        event.preventDefault();
        resolve((event.dataTransfer!.items[0] as unknown as Droppable).getAsFileSystemHandle());
      };
      document.addEventListener("drop", take, { once: true });
    }),
  }));
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 5, y: 5, data });
  }
  return dropped.evaluateHandle(async (each): Promise<ModelSource> => {
    return { kind: "folder", handle: (await each.handle) as FileSystemDirectoryHandle };
  });
}

/** Not in TypeScript's library yet. */
interface Droppable {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}

/** Takes from a page's origin every leave to read folders, as the browser's settings do; not in a private window. */
export async function withdrawFolders(page: Page): Promise<void> {
  const settings = await page.context().newPage();
  await settings.goto("chrome://settings/content/filesystem");
  await settings.evaluate((origin) => {
    const { chrome } = globalThis as unknown as { chrome: { send(message: string, values: unknown[]): void } };
    chrome.send("revokeFileSystemGrants", [origin]);
  }, new URL(page.url()).origin);
  await settings.close();
}
