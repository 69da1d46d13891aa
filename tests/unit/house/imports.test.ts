import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Who may import whom: the longest matching prefix of a file's path decides. A folder may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "models/": ["models/dolly/", "models/errors.ts", "models/manifest.ts", "models/catalogue.ts"],
  "models/dolly/": ["models/errors.ts"],
  "models/wasm/": [],
  "models/exporter/": ["models/wasm/", "models/dolly/", "models/errors.ts", "models/manifest.ts"],
  "models/exporter/cli/": [
    "models/exporter/",
    "models/catalogue.ts",
    "models/errors.ts",
    "models/manifest.ts",
    "workers/contract/transport.ts",
    "workers/library/http.ts",
    "workers/library/quantizer-api.ts",
    "workers/library/read-ahead.ts",
    "workers/library/remote-folder.ts",
    "node:",
  ],
  "workers/contract/": ["models/dolly/", "models/errors.ts", "models/manifest.ts"],
  "workers/engine/": [
    "workers/contract/",
    "workers/storage.ts",
    "models/wasm/",
    "models/exporter/bytes.ts",
    "models/exporter/float.ts",
    "models/exporter/sha256.ts",
    "models/exporter/onnx.ts",
    "models/exporter/decode-onnx.ts",
    "models/dolly/",
    "models/errors.ts",
    "models/manifest.ts",
  ],
  "workers/library/": [
    "workers/contract/",
    "workers/storage.ts",
    "models/exporter/",
    "models/dolly/",
    "models/catalogue.ts",
    "models/errors.ts",
    "models/manifest.ts",
  ],
  "workers/search/": ["workers/contract/"],
  "workers/storage.ts": ["models/exporter/bytes.ts", "models/errors.ts"],
  "workers/service-worker.ts": ["workers/contract/", "workers/request-log.ts", "workers/stay-offline.ts"],
  "workers/request-log.ts": ["workers/contract/"],
  "workers/stay-offline.ts": [],
  "src/": ["src/", "workers/contract/", "models/dolly/", "models/errors.ts", "models/catalogue.ts"],
  "src/tabs.ts": ["workers/contract/"],
  "src/backend.ts": ["workers/contract/", "models/errors.ts"],
  "src/ui/": ["src/words/"],
  "src/words/": [],
  "src/state/": [
    "src/backend.ts",
    "src/tabs.ts",
    "workers/contract/",
    "models/dolly/",
    "models/errors.ts",
    "models/catalogue.ts",
    "src/words/",
  ],
  "src/chat/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/composer/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/sidebar/": ["workers/contract/", "src/ui/", "src/words/", "src/state/", "models/"],
  "src/history/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/library/": ["src/ui/", "src/words/", "src/state/", "workers/contract/", "models/"],
  "src/diagnostics/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/status/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/settings/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/palette/": ["src/ui/", "src/words/", "src/state/", "models/"],
  "src/pwa/": ["src/ui/", "src/words/", "src/state/", "workers/contract/"],
};

/** The one place each package is used from. */
const owners: Readonly<Record<string, string>> = {
  react: "src/",
  "react-dom": "src/",
  zustand: "src/",
  "lucide-react": "src/ui/icons.tsx",
  "@tanstack/react-virtual": "src/ui/",
  "radix-ui": "src/ui/",
  cmdk: "src/palette/",
  marked: "src/chat/markdown/",
  temml: "src/chat/markdown/",
  lowlight: "src/chat/markdown/",
  unpdf: "src/composer/passage-text.ts",
  "highlight.js": "src/chat/markdown/highlight.ts",
  hast: "src/chat/markdown/",
  "idb-keyval": "src/state/",
  vite: "models/exporter/cli/bundle.ts",
  "onnxruntime-web": "workers/engine/",
  "@huggingface/tokenizers": "workers/engine/tokenizer.ts",
};

interface Import {
  readonly file: string;
  /** A path below the root, or a bare name. */
  readonly target: string;
}

const files = ["models", "workers", "src"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts") && !name.includes("/build/")),
);

const imports: Import[] = files.flatMap((file) => {
  const source = readFileSync(join(root, file), "utf8");
  const specifiers = source.matchAll(
    /^\s*(?:import|export)\b[^"';]*?from\s*"([^"]+)"|\bimport\("([^"]+)"\)|^import\s+"([^"]+)"/gm,
  );
  return Array.from(specifiers, ([, from, dynamic, bare]) => {
    const specifier = (from ?? dynamic ?? bare)!.replace(/\?\w+$/, "");
    const target = specifier.startsWith(".")
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/")
      : specifier;
    return { file, target };
  });
});

function ruleOf(file: string): string {
  const prefixes = Object.keys(mayImport).filter((prefix) => file.startsWith(prefix));
  return prefixes.sort((a, b) => b.length - a.length)[0]!;
}

describe("the house", () => {
  it("[A1] imports only what each layer may", () => {
    const wrong = imports
      .filter(({ target }) => target.includes("/") && existsSync(join(root, target)))
      .filter(({ file, target }) => {
        const rule = ruleOf(file);
        const own = rule.endsWith("/") && ruleOf(target) === rule;
        return !own && !mayImport[rule]!.some((prefix) => target.startsWith(prefix));
      });
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
    expect(imports.length).toBeGreaterThan(50);
  });

  it("[A2] uses each package from one place, and Node only in the command line", () => {
    const wrong = imports
      .filter(({ target }) => !existsSync(join(root, target)))
      .filter(({ file, target }) => {
        if (target.startsWith("node:")) return !mayImport[ruleOf(file)]!.includes("node:");
        const name = target
          .split("/")
          .slice(0, target.startsWith("@") ? 2 : 1)
          .join("/");
        return !owners[name] || !file.startsWith(owners[name]);
      });
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it("[A6] gives a reason for each package, and for none that is gone", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const packages = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !/^@types|\/types$/.test(name),
    );
    const table = readFileSync(join(root, "ARCHITECTURE.md"), "utf8")
      .split("## Dependencies, and why")[1]!
      .split("\n## ")[0]!;
    const rows = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, names]) => names!).slice(1);
    const reasoned = rows.flatMap((names) => names.split(", ")).filter((name) => !name.startsWith("---"));
    expect(reasoned.sort()).toEqual(packages.sort());
  });

  it("[A3] has no import cycles", () => {
    const next = new Map<string, string[]>();
    for (const { file, target } of imports) next.set(file, [...(next.get(file) ?? []), target]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      if (done.has(file) || path.includes(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("[A4] names a worker only in src/backend.ts, and the further threads of a worker in one file of its own", () => {
    const naming = files.filter((file) => /new Worker\(/.test(readFileSync(join(root, file), "utf8")));
    expect(naming.sort()).toEqual([
      "models/exporter/cli/quantizer-thread.ts",
      "src/backend.ts",
      "workers/engine/processor/threads.ts",
      "workers/library/quantizer-thread.ts",
    ]);
  });
});
