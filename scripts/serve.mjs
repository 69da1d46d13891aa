/**
 * A static server for the built page, as small as a static host is: files, types, headers. `npm start` uses it, and the
 * tests, which also want it without the headers, under a sub-path, and stopped.
 */

import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { createGzip } from "node:zlib";

/** @type {Record<string, string>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * @typedef {object} SiteOptions
 * @property {string} folder The built page.
 * @property {number} [port] 0, the default, takes a free one.
 * @property {string} [path] Where the page lies on the host; begins and ends with a slash.
 * @property {Readonly<Record<string, string>> | null} [headers] Sent with every file: what `_headers` in the folder says,
 *   if nothing is given; null for none.
 * @property {boolean} [compress] Text goes out compressed to whoever takes it, as static hosts do.
 * @property {(path: string) => Uint8Array | null} [replace] Bytes to send in place of a file's, for tests.
 *
 * @param {SiteOptions} options
 * @returns {Promise<{ url: string, port: number, requests: string[], stop(): Promise<void> }>}
 */
export async function serve({ folder, port = 0, path = "/", headers, compress = false, replace = () => null }) {
  const sections =
    headers === undefined ? readHeaders(join(folder, "_headers")) : [{ path: "/*", headers: headers ?? {} }];
  /** @type {string[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    requests.push(pathname);
    const name = pathname.startsWith(path) ? decodePath(pathname.slice(path.length)) || "index.html" : null;
    const file = name === null ? null : join(folder, normalize(name));
    const inside = file?.startsWith(folder + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
    for (const section of sections) {
      const all = section.path === "/*";
      if (!all && section.path !== `/${(name ?? "").replaceAll("\\", "/")}`) continue;
      for (const [key, value] of Object.entries(section.headers)) response.setHeader(key, value);
    }
    if (!file || !inside || name === "_headers") {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found.\n");
      return;
    }
    const replacement = replace(normalize(name ?? "").replaceAll("\\", "/"));
    const type = types[extname(file)] ?? "application/octet-stream";
    const smaller =
      compress && !replacement && isText(type) && /\bgzip\b/.test(String(request.headers["accept-encoding"]));
    response.writeHead(200, {
      "Content-Type": type,
      ...(smaller
        ? { "Content-Encoding": "gzip", Vary: "Accept-Encoding" }
        : { "Content-Length": replacement?.byteLength ?? statSync(file).size }),
      "Cache-Control": name?.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    });
    if (request.method === "HEAD") response.end();
    else if (replacement) response.end(replacement);
    else if (smaller) createReadStream(file).pipe(createGzip()).pipe(response);
    else createReadStream(file).pipe(response);
  });

  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://localhost:${address.port}${path}`,
    port: address.port,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {string} type */
const isText = (type) => type.startsWith("text/") || /json|svg/.test(type);

/** @param {string} path */
function decodePath(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // not a name any file could have
  }
}

/**
 * The sections of a `_headers` file: a path, or "/*" for all, and the names and values under it.
 * @param {string} file
 * @returns {{ path: string, headers: Record<string, string> }[]}
 */
function readHeaders(file) {
  /** @type {{ path: string, headers: Record<string, string> }[]} */
  const sections = [];
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const colon = line.indexOf(":");
    if (line.startsWith("/")) sections.push({ path: line, headers: {} });
    else if (colon > 0)
      Object.assign(sections.at(-1)?.headers ?? {}, { [line.slice(0, colon).trim()]: line.slice(colon + 1).trim() });
  }
  return sections;
}
