import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const tests = fileURLToPath(new URL("../../", import.meta.url));

it("[A5] every rule of SPEC.md is cited by a test, and every cited rule exists", () => {
  const spec = readFileSync(join(tests, "SPEC.md"), "utf8");
  const rules = Array.from(spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm), ([, id]) => id!);
  const sources = readdirSync(tests, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.test\.tsx?$/.test(name),
  );
  const cited = sources.flatMap((name) =>
    Array.from(
      readFileSync(join(tests, name), "utf8").matchAll(/["'`]((?:\[[A-Z]\d+\] ?)+)/g),
      ([, ids]) => ids!.match(/[A-Z]\d+/g)!,
    ).flat(),
  );
  expect(new Set(cited)).toEqual(new Set(rules));
  expect(rules).toEqual([...new Set(rules)]);
});
