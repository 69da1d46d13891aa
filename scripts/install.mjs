/** Installs the npm packages where they are missing or not the ones the lockfile names. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

export function installPackages() {
  const { packages } = readJson("package-lock.json");
  const { dependencies, devDependencies } = readJson("package.json");
  const complete = Object.keys({ ...dependencies, ...devDependencies }).every((name) => {
    const path = `node_modules/${name}`;
    const installed = `${path}/package.json`;
    return existsSync(join(root, installed)) && readJson(installed).version === packages[path]?.version;
  });
  if (complete) return;
  console.log("Installing the packages…");
  // Through a shell, because npm is a .cmd file on Windows.
  execFileSync("npm ci --no-audit --no-fund", { cwd: root, stdio: "inherit", shell: true });
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
