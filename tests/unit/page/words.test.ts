import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../../../src/", import.meta.url));

/** Words between tags, and words in the attributes that are read out or shown. */
const spokenText = />\s*[A-Z][a-z]+[^<>{}=;]*</g;
const spokenAttribute = /\b(?:aria-label|title|placeholder|label|alt)=(?:"[^"]*[A-Za-z]|\{["`][^"`]*[A-Z][a-z])/g;

describe("what the page says", () => {
  it("[I1] stands in src/words and nowhere else", () => {
    const parts = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
    const elsewhere = parts.flatMap((name) => {
      const source = readFileSync(src + name, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return [...source.matchAll(spokenText), ...source.matchAll(spokenAttribute)].map(([said]) => `${name}: ${said}`);
    });
    expect(elsewhere).toEqual([]);
    expect(parts.length).toBeGreaterThan(30);
  });
});
