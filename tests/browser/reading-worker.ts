/** Reads an installed model's weights from the browser's files and does nothing with them. */

import { openInstalled } from "../../workers/engine/installed-model.ts";
import type { LazyFile } from "../../workers/engine/lazy-file.ts";

const PIECE_BYTES = 2 ** 20;

self.onmessage = async ({ data: id }: MessageEvent<string>) => {
  const { manifest, weights, close } = await openInstalled(id);
  const [variant] = manifest.variants;
  const startedAt = performance.now();
  for (const path of variant!.data) {
    const file = (await weights(path, () => {}, null)) as LazyFile;
    for (let at = 0; at < file.byteLength; at += PIECE_BYTES) {
      file.subarray(at, Math.min(file.byteLength, at + PIECE_BYTES));
    }
  }
  self.postMessage(performance.now() - startedAt);
  close();
};
