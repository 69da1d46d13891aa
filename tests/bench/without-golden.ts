import { readFileSync } from "node:fs";
import type { Manifest } from "../../models/manifest.ts";

/** A manifest file's content, of a model whose results nobody compares: as on a device that has been tested before. */
export function withoutGolden(path: string): Uint8Array {
  const { variants, ...manifest } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const untested = variants.map(({ golden, ...variant }) => variant);
  return new TextEncoder().encode(JSON.stringify({ ...manifest, variants: untested }));
}
