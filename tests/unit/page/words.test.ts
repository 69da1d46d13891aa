import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { de } from "../../../src/words/de.ts";
import { en } from "../../../src/words/en.ts";
import { es } from "../../../src/words/es.ts";
import { fr } from "../../../src/words/fr.ts";
import { ja } from "../../../src/words/ja.ts";
import { chosen, type Words } from "../../../src/words/words.ts";

const src = fileURLToPath(new URL("../../../src/", import.meta.url));

/** Words between tags, and words in the attributes that are read out or shown. */
const spokenText = /(?<!=)>\s*[A-Z][a-z]+[^<>{}=;]*</g;
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

  it.each(Object.entries({ de, es, fr, ja }))(
    "[I6] is said in %s with every value that the English has",
    (_, other: Words) => {
      const lacking: string[] = [];
      const compare = (english: unknown, theirs: unknown, path: string) => {
        if (typeof english === "object" && english !== null) {
          for (const [key, value] of Object.entries(english)) {
            compare(value, (theirs as Record<string, unknown>)?.[key], `${path}.${key}`);
          }
        } else if (typeof english === "string") {
          if (typeof theirs !== "string" || theirs.trim() === "") lacking.push(path);
        } else if (typeof english === "function") {
          // Each value stands in their sentence where it stands in the English one.
          const given = [3, 41, 7].map((value) => ({ text: `‹${value}›`, value }));
          for (const as of ["text", "value"] as const) {
            const said = (speak: unknown) => {
              try {
                return String((speak as (...values: unknown[]) => unknown)(...given.map((each) => each[as])));
              } catch {
                return ""; // it takes the other kind of value
              }
            };
            const ours = said(english);
            for (const { text, value } of given) {
              const mark = as === "text" ? text : String(value);
              if (ours.includes(mark) && !said(theirs).includes(mark)) lacking.push(`${path}: ${mark}`);
            }
          }
        }
      };
      compare(en, other, "");
      // Large numbers of weights are counted otherwise, and dates and times are written otherwise.
      expect(lacking.filter((path) => !/amounts\.(?:billion|million)|writtenAt|\.date/.test(path))).toEqual([]);
    },
  );

  it.each([
    [["de-AT", "en"], "de"],
    [["pt-BR", "fr-CA", "en"], "fr"],
    [["zh"], "en"],
    [[], "en"],
    [["toString"], "en"],
  ])("[I7] of %j is %s", (tags, language) => {
    expect(chosen(tags)).toBe(language);
  });
});
