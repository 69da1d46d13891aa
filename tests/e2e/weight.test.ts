import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { dist } from "./site.ts";

const limit = 150_000;

it("[U18] the page's JavaScript before anything is touched is at most 150 kB, compressed", () => {
  const index = readFileSync(join(dist, "index.html"), "utf8");
  const waiting = Array.from(index.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g), ([, path]) => path!);
  const sizes = new Map<string, number>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sizes.has(path)) continue;
    const source = readFileSync(join(dist, path));
    sizes.set(path, gzipSync(source).length);
    // What is imported at once; `import(…)` waits until it is wanted.
    for (const [, name] of source.toString().matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g))
      waiting.push(`assets/${name}`);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total, [...sizes].map(([path, size]) => `${path}: ${size}`).join("\n")).toBeLessThanOrEqual(limit);
});
