/** Folders the user picked or dropped, as the exporter knows folders. */

import { AppError } from "../../models/errors.ts";
import type { SourceFolder } from "../../models/exporter/bytes.ts";
import { pickedFile } from "./picked-file.ts";

/** Files by their paths relative to the folder. */
export function filesFolder(
  name: string,
  files: readonly { readonly path: string; readonly file: File }[],
): SourceFolder {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  return {
    name,
    async open(path) {
      const file = byPath.get(path);
      return file ? pickedFile(path, file) : null;
    },
  };
}

/** A folder behind a handle, whose permission may be withdrawn at any time. */
export function handleFolder(root: FileSystemDirectoryHandle): SourceFolder {
  return {
    name: root.name,
    async open(path) {
      const parts = path.split("/");
      const name = parts.pop()!;
      try {
        let folder = root;
        for (const part of parts) folder = await folder.getDirectoryHandle(part);
        return pickedFile(path, await (await folder.getFileHandle(name)).getFile());
      } catch (cause) {
        if (!(cause instanceof DOMException)) throw cause;
        if (cause.name === "NotFoundError" || cause.name === "TypeMismatchError") return null;
        if (cause.name !== "NotAllowedError") throw cause;
        throw new AppError("bad-file", `The page may no longer read the folder ${root.name}; pick it again.`, {
          cause,
        });
      }
    },
  };
}
