import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, defineConfig, type Plugin, runnerImport, type UserConfig } from "vite";
import { contentSecurityPolicy, isolationHeaders, policyOf, sharedHeaders } from "./workers/contract/site-headers.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = join(root, "dist");

/** How everything that holds the engine is built. */
export const engineBuild = {
  base: "./", // works at the root of a host and under any sub-path
  // Picks the onnxruntime-web builds that take their .wasm and .mjs from URLs we give, instead of inlining them.
  resolve: { conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"] },
  worker: { format: "es", rolldownOptions: { output: { entryFileNames: workerName } } },
  build: { target: "esnext", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
} satisfies UserConfig;

const { version, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

export default defineConfig({
  define: { __VERSIONS__: JSON.stringify({ page: version, "onnxruntime-web": dependencies["onnxruntime-web"] }) },
  ...engineBuild,
  root,
  plugins: [react(), firstPaint(), securityPolicy(), licences(), offlineCopy()],
  build: {
    ...engineBuild.build,
    outDir: dist,
    // The largest chunk is pdf.js, which is loaded when a PDF is given; what is loaded first is held to its size by a test.
    chunkSizeWarningLimit: 2000,
    // What the page starts with is one file: each file more costs a phone a turn of its line.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "page", test: /\/src\/main\.tsx$/ }] } } },
  },
  server: { headers: isolationHeaders }, // hot reload needs inline script, which the policy forbids
  preview: { headers: isolationHeaders },
  optimizeDeps: { exclude: ["onnxruntime-web"] },
});

/** Draws the page into index.html as a first visitor sees it. */
function firstPaint(): Plugin {
  return {
    name: "first-paint",
    apply: "build",
    async transformIndexHtml(html) {
      const { module } = await runnerImport<{ firstPaint(): string }>(join(root, "src/first-paint.tsx"), {
        configFile: false,
        logLevel: "error",
        root,
        plugins: [withoutStyles],
      });
      return {
        html: html.replace('<div id="root">', () => `<div id="root">${module.firstPaint()}`),
        tags: [{ tag: "script", attrs: { src: "./first-visit.js" }, injectTo: "head" }],
      };
    },
  };
}

/** Style sheets say nothing to who only draws elements. */
const withoutStyles: Plugin = {
  name: "without-styles",
  enforce: "pre",
  resolveId: (id) => (id.endsWith(".css") ? "\0style" : null),
  load: (id) => (id === "\0style" ? "" : null),
};

/** Puts the Content-Security-Policy into the page itself, for hosts that send no headers. */
function securityPolicy(): Plugin {
  return {
    name: "security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

/**
 * After the page is built: bundles the service worker with the list of everything in dist, and writes `_headers` for
 * static hosts that read it (Netlify, Cloudflare Pages).
 */
function offlineCopy(): Plugin {
  return {
    name: "offline-copy",
    apply: "build",
    closeBundle: {
      sequential: true,
      async handler() {
        const shared = Object.entries(sharedHeaders).map(([name, value]) => `  ${name}: ${value}`);
        // Hosts join what several sections say, and of two policies the stricter holds: so each file has its own.
        const scripts = listFiles(dist).filter((path) => path.endsWith(".js"));
        const policies = ["", "index.html", ...scripts].map(
          (path) => `/${path}\n  Content-Security-Policy: ${policyOf(path)}`,
        );
        writeFileSync(join(dist, "_headers"), ["/*", ...shared, ...policies, ""].join("\n"));

        const notServed = new Set(["_headers", "service-worker.js"]);
        const files = listFiles(dist).filter((path) => !notServed.has(path));
        const hashes = files.map((path) => [path, sha256(readFileSync(join(dist, path)))]);
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: "warn",
          define: { __FILES__: JSON.stringify(Object.fromEntries(hashes)) },
          build: {
            target: "esnext",
            outDir: dist,
            emptyOutDir: false,
            lib: {
              entry: join(root, "workers/service-worker.ts"),
              formats: ["iife"],
              name: "serviceWorker",
              fileName: () => "service-worker.js",
            },
          },
        });
      },
    },
  };
}

/** Writes licences.txt: every package the page may be made of, with its licence as it came. */
function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const parts = [...shippedPackages()].map(([name, { version, license, folder }]) => {
        const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
        const text = file ? readFileSync(join(folder, file), "utf8").trim() : "(no licence text came with it)";
        return `${name} ${version} — ${license ?? "see below"}\n\n${text}`;
      });
      const source = [readFileSync(join(root, "LICENSE"), "utf8").trim(), ...parts].join(`\n\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source: `${source}\n` });
    },
  };
}

interface ShippedPackage {
  readonly version: string;
  readonly license?: string;
  readonly folder: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The dependencies of the page and theirs, by name. */
function shippedPackages(): Map<string, ShippedPackage> {
  const found = new Map<string, ShippedPackage>();
  const visit = (names: readonly string[], from: string): void => {
    for (const name of names) {
      const nested = join(from, "node_modules", name);
      const folder = existsSync(nested) ? nested : join(root, "node_modules", name);
      if (found.has(name) || !existsSync(folder)) continue; // an optional one of another system
      const shipped = { ...JSON.parse(readFileSync(join(folder, "package.json"), "utf8")), folder } as ShippedPackage;
      found.set(name, shipped);
      visit(Object.keys(shipped.dependencies ?? {}), folder);
    }
  };
  visit(Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies), root);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Named after its folder, so that its policy can be told by its name. */
function workerName({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const folder = /\/workers\/(\w+)\/worker\.ts/.exec(facadeModuleId?.replaceAll("\\", "/") ?? "")?.[1];
  return `assets/${folder ?? "page"}-worker-[hash].js`;
}

/** Every file below `folder`, as paths with forward slashes, sorted. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
