/**
 * A hub's look-alike on this machine: repositories at `/{owner}/{name}/resolve/{revision}/{path}`, large files by a
 * redirect to a second server, the CDN, with ranges, ETags and the CORS headers of the real one. Faults come as ordered.
 */

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A file in memory, or one that can be streamed; a part is done with when the next is asked for. */
export type HubFile =
  | Uint8Array
  | { readonly size: number; stream(start: number, end: number): AsyncIterable<Uint8Array> };

/** What goes wrong with the next `times` requests for `path` (the end of the file's name). */
export type Fault = { readonly path: string; readonly times: number } & (
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  /** The line breaks after so many bytes of the body. */
  | { readonly kind: "drop"; readonly afterBytes: number }
  /** The line stays, and nothing more comes over it. */
  | { readonly kind: "stall"; readonly afterBytes: number }
  | { readonly kind: "ignore-range" }
  /** Sends other bytes than asked for, and says so. */
  | { readonly kind: "wrong-range" }
  | { readonly kind: "etag"; readonly etag: string }
  /** A captive portal's page, with status 200. */
  | { readonly kind: "web-page"; readonly contentType: string }
);

export interface HubRequest {
  readonly server: "hub" | "cdn";
  readonly path: string;
  readonly range: string | null;
  readonly authorization: string | null;
}

export interface Hub {
  /** Origin, without a slash. */
  readonly url: string;
  readonly cdnUrl: string;
  readonly commit: string;
  /** By `{owner}/{name}/{path}`. */
  readonly files: Map<string, HubFile>;
  readonly requests: HubRequest[];
  readonly faults: Fault[];
  /** Bytes of bodies sent so far. */
  sentBytes(): number;
  /** Slows every body down; 0, the default, does not. */
  bytesPerSecond: number;
  stop(): Promise<void>;
}

/** Larger files are redirected to the CDN. */
const REDIRECT_FROM_BYTES = 10_000;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

export async function openHub(files: Iterable<readonly [string, HubFile]> = []): Promise<Hub> {
  const stored = new Map(files);
  const requests: HubRequest[] = [];
  const faults: (Fault & { left?: number })[] = [];
  let sentBytes = 0;

  const faultFor = (path: string): Fault | null => {
    const fault = faults.find((each) => path.endsWith(each.path) && (each.left ?? each.times) > 0);
    if (!fault) return null;
    fault.left = (fault.left ?? fault.times) - 1;
    return fault;
  };

  async function send(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
    const file = stored.get(key);
    if (!file) return void response.writeHead(404, { "Content-Type": "text/plain" }).end("Entry not found");
    const size = file instanceof Uint8Array ? file.length : file.size;
    const fault = faultFor(key);
    if (fault?.kind === "web-page") {
      response.writeHead(200, { "Content-Type": fault.contentType });
      return void response.end("<!DOCTYPE html><html><body>Welcome to Hotel Wi-Fi</body></html>");
    }
    if (fault?.kind === "status") {
      if (fault.retryAfter) response.setHeader("Retry-After", fault.retryAfter);
      return void response.writeHead(fault.status).end();
    }
    const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const partial = asked !== null && fault?.kind !== "ignore-range";
    const shift = fault?.kind === "wrong-range" ? 1 : 0;
    const start = partial ? Number(asked[1]) + shift : 0;
    const end = partial ? Math.min(Number(asked[2]) + shift, size - 1) : size - 1;
    if (start >= size && size > 0) {
      return void response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    }
    response.writeHead(partial ? 206 : 200, {
      "Content-Type": "application/octet-stream",
      "Content-Length": end - start + 1,
      ETag: fault?.kind === "etag" ? fault.etag : etagOf(key, file),
      ...(partial ? { "Content-Range": `bytes ${start}-${end}/${size}` } : {}),
    });
    const stop = fault && "afterBytes" in fault ? start + fault.afterBytes : Number.POSITIVE_INFINITY;
    const body = file instanceof Uint8Array ? pieces(file, start, end) : file.stream(start, end);
    let at = start;
    for await (const part of body) {
      const sent = part.subarray(0, Math.max(0, stop - at));
      at += part.length;
      sentBytes += sent.length;
      if (!response.write(sent)) await drained(response);
      if (response.destroyed) return;
      if (at >= stop && fault?.kind === "stall") return;
      if (at >= stop) {
        // What was written should still arrive.
        await new Promise((resolve) => setTimeout(resolve, 30));
        return void response.destroy();
      }
      if (hub.bytesPerSecond > 0) {
        await new Promise((resolve) => setTimeout(resolve, (1000 * sent.length) / hub.bytesPerSecond));
      }
    }
    response.end();
  }

  const note = (server: "hub" | "cdn", request: IncomingMessage, path: string) =>
    requests.push({
      server,
      path,
      range: request.headers.range ?? null,
      authorization: request.headers.authorization ?? null,
    });

  const cdn = await listen((request, response) => {
    const key = decodeURIComponent((request.url ?? "/").slice(1));
    note("cdn", request, key);
    return send(request, response, key);
  });
  const server = await listen(async (request, response) => {
    const path = decodeURIComponent(request.url ?? "/");
    const [, listed] = /^\/api\/models\/([^/]+\/[^/]+)\/tree\/[^/]+$/.exec(path) ?? [];
    if (listed) {
      note("hub", request, path);
      const list = Array.from(stored).flatMap(([key, file]) => listing(listed, key, file));
      response.writeHead(200, { "Content-Type": "application/json" });
      return void response.end(JSON.stringify(list));
    }
    const [, repository, revision, name] = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path) ?? [];
    // Any other path is a static folder's.
    const key = repository ? `${repository}/${name}` : path.slice(1);
    note("hub", request, path);
    if (repository && revision !== "main" && revision !== COMMIT) return void response.writeHead(404).end();
    if (repository) response.setHeader("X-Repo-Commit", COMMIT);
    const file = stored.get(key);
    const size = file instanceof Uint8Array ? file.length : (file?.size ?? 0);
    if (!repository || size < REDIRECT_FROM_BYTES) return send(request, response, key);
    response.writeHead(302, { Location: `${cdn.url}/${encodeURIComponent(key)}` }).end();
  });

  const hub: Hub = {
    url: server.url,
    cdnUrl: cdn.url,
    commit: COMMIT,
    files: stored,
    requests,
    faults,
    sentBytes: () => sentBytes,
    bytesPerSecond: 0,
    async stop() {
      await Promise.all([server.stop(), cdn.stop()]);
    },
  };
  return hub;
}

/** What a hub's list says of a file; of a repository's other files it says nothing. */
function listing(repository: string, key: string, file: HubFile): object[] {
  if (!key.startsWith(`${repository}/`)) return [];
  const path = key.slice(repository.length + 1);
  if (!(file instanceof Uint8Array)) return [{ type: "file", path, size: file.size }];
  const oid = createHash("sha256").update(file).digest("hex");
  const lfs = file.length < REDIRECT_FROM_BYTES ? {} : { lfs: { oid, size: file.length } };
  return [{ type: "file", path, size: file.length, ...lfs }];
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

const etags = new WeakMap<object, string>();

function etagOf(key: string, file: HubFile): string {
  if (!(file instanceof Uint8Array)) return `"${key}-${file.size}"`;
  const known = etags.get(file) ?? `"${createHash("sha256").update(file).digest("hex")}"`;
  etags.set(file, known);
  return known;
}

async function* pieces(bytes: Uint8Array, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end; at += 65_536) yield bytes.subarray(at, Math.min(end + 1, at + 65_536));
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server: Server = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader(
      "Access-Control-Expose-Headers",
      "X-Repo-Commit, ETag, Accept-Ranges, Content-Range, Retry-After",
    );
    response.setHeader("Accept-Ranges", "bytes");
    if (request.method === "OPTIONS") {
      response.setHeader("Access-Control-Allow-Headers", "Range, Authorization");
      return void response.writeHead(204).end();
    }
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
