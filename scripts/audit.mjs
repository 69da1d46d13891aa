/**
 * `npm run audit`: asks the registry whether any package in the lockfile has a known flaw. Not part of `npm test`, which
 * needs no network; where the registry does not tell, that is said, and nothing fails.
 */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root } from "./root.mjs";

/**
 * @param {string} output What `npm audit --json` prints.
 * @returns {{ readonly verdict: "clean" | "flawed" | "unknown", readonly line: string }}
 */
export function readAudit(output) {
  const report = parse(output);
  const counts = report?.metadata?.vulnerabilities;
  if (typeof counts?.total !== "number") {
    const why = report?.message ?? report?.error?.summary ?? "npm printed no report";
    return { verdict: "unknown", line: `Skipped: the registry was not to be asked for known flaws (${why}).` };
  }
  if (counts.total === 0) {
    return { verdict: "clean", line: `No known flaw in ${report.metadata.dependencies?.total ?? "the"} packages.` };
  }
  const names = Object.entries(report.vulnerabilities ?? {}).map(([name, { severity }]) => `${name} (${severity})`);
  return { verdict: "flawed", line: `${counts.total} packages have known flaws: ${names.join(", ")}.` };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // said above
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Through a shell, because npm is a .cmd file on Windows.
  const { stdout } = spawnSync("npm audit --json --fetch-retries=0 --fetch-timeout=20000", {
    cwd: root,
    encoding: "utf8",
    shell: true,
  });
  const { verdict, line } = readAudit(stdout);
  console.log(line);
  process.exitCode = verdict === "flawed" ? 1 : 0;
}
