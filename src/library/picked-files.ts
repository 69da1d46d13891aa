/** Files and folders that were picked or dropped, as sources. */

import type { ModelSource } from "../../workers/contract/library-api.ts";

type FilesSource = Extract<ModelSource, { readonly kind: "files" }>;
type Picked = FilesSource["files"][number];

/** What browsers that hand out folders have. */
interface FolderPicker {
  showDirectoryPicker?: (options: { readonly mode: "read" }) => Promise<FileSystemDirectoryHandle>;
}

export const hasFolderPicker = () => "showDirectoryPicker" in globalThis;

/** Null: the reader picked none. */
export async function pickFolder(): Promise<ModelSource | null> {
  try {
    const handle = await (globalThis as FolderPicker).showDirectoryPicker?.({ mode: "read" });
    return handle ? { kind: "folder", handle } : null;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

/** From an input: one tar is a pack; anything else is a folder's files, or a handful. Null: there are none. */
export function sourceOfFiles(files: readonly File[]): ModelSource | null {
  return sourceOf(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Must be called within the drop itself: its items are gone afterwards. */
export async function sourceOfDrop(items: DataTransferItemList): Promise<ModelSource | null> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return sourceOf((await Promise.all(entries.map(filesBelow))).flat());
}

export function sourceOf(picked: readonly Picked[]): ModelSource | null {
  const [first] = picked;
  if (!first) return null;
  if (picked.length === 1 && /\.tar$/i.test(first.file.name)) return { kind: "pack", file: first.file };
  const folder = first.path.split("/")[0]!;
  const inOneFolder = picked.every(({ path }) => path.startsWith(`${folder}/`));
  if (!inOneFolder) return { kind: "files", name: first.file.name, files: picked };
  const files = picked.map(({ path, file }) => ({ path: path.slice(folder.length + 1), file }));
  return { kind: "files", name: folder, files };
}

/** How deep a dropped folder is looked into; models are two deep. */
const deepest = 4;

async function filesBelow(entry: FileSystemEntry, depth = 0): Promise<Picked[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isFile(entry)) return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  if (!isFolder(entry) || depth === deepest) return [];
  const reader = entry.createReader();
  const found: Picked[] = [];
  for (;;) {
    // A folder comes in parts; an empty part is the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    for (const each of part) found.push(...(await filesBelow(each, depth + 1)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
