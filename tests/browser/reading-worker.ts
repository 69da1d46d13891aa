/** Reads an installed model's weights from the browser's files and does nothing with them. */

import { openInstalled } from "../../workers/engine/installed-model.ts";

const PIECE_BYTES = 2 ** 20;

self.onmessage = async ({ data: id }: MessageEvent<string>) => {
  const { manifest, weights, close } = await openInstalled(id);
  const [variant] = manifest.variants;
  const piece = new Uint8Array(PIECE_BYTES);
  const startedAt = performance.now();
  for (const path of variant!.data) {
    const file = await weights(path);
    for (let at = 0; at < file.byteLength; at += PIECE_BYTES) {
      file.readInto(piece.subarray(0, file.byteLength - at), at);
    }
  }
  self.postMessage(performance.now() - startedAt);
  close();
};
