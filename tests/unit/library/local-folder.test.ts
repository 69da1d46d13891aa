import { describe, expect, it } from "vitest";
import { readText } from "../../../models/exporter/bytes.ts";
import { handleFolder } from "../../../workers/library/local-folder.ts";

type Entries = Record<string, File | DOMException>;

/** A folder as browsers hand it out: `onnx/…` lies in a folder of its own. */
function handleOf(name: string, entries: Entries): FileSystemDirectoryHandle {
  const below = (prefix: string): unknown => ({
    name,
    async getDirectoryHandle(part: string) {
      if (Object.keys(entries).some((path) => path.startsWith(`${prefix}${part}/`))) return below(`${prefix}${part}/`);
      throw new DOMException("none", "NotFoundError");
    },
    async getFileHandle(part: string) {
      const entry = entries[prefix + part];
      if (!entry) throw new DOMException("none", "NotFoundError");
      return {
        async getFile() {
          if (entry instanceof DOMException) throw entry;
          return entry;
        },
      };
    },
  });
  return below("") as FileSystemDirectoryHandle;
}

const gone = new File(["{}"], "gone");
gone.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) }) as never;

describe("a folder that was picked", () => {
  const folder = handleFolder(
    handleOf("Dolly", {
      "config.json": new File(["{}"], "config.json"),
      "onnx/model_q4.onnx": new File(["graph"], "model_q4.onnx"),
      "tokenizer.json": new DOMException("withdrawn", "NotAllowedError"),
      "gone.json": gone,
    }),
  );

  it("[L55] is read file by file, the folders in it too", async () => {
    expect(await readText((await folder.open("config.json"))!)).toBe("{}");
    expect(await readText((await folder.open("onnx/model_q4.onnx"))!)).toBe("graph");
    expect(await folder.open("onnx/none")).toBeNull();
    expect(await folder.open("none/none")).toBeNull();
  });

  it("[L55] says so when its permission was withdrawn, or a file went away", async () => {
    await expect(folder.open("tokenizer.json")).rejects.toMatchObject({
      code: "bad-file",
      message: "The page may no longer read the folder Dolly; pick it again.",
    });
    await expect(readText((await folder.open("gone.json"))!)).rejects.toMatchObject({
      code: "bad-file",
      message: "gone.json can no longer be read: it was changed or moved, or access to it ended.",
    });
  });
});
