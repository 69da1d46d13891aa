/**
 * The offline copy of the page: answers for every file of this build from a cache, adds the isolation headers where the
 * host sends none, and updates when the user agrees.
 *
 * One cache, addressed by content: the key of a file is its path and the hash of its bytes, both known at build time. So
 * nothing stale or foreign (a captive portal's page, half a deployment) is ever kept or served, a new version downloads
 * only what changed, and two versions live side by side until the old one is left.
 *
 * The page and what it needs first are kept at installation. The large parts (an onnxruntime build of two, the bundled
 * model's weights) are kept as they are used, and on the page's request, so that a visitor downloads what this
 * device needs and no more. Where the reader wants to stay offline, what is not kept is refused, whoever asks for it.
 * Knows nothing of conversations or of models from elsewhere.
 */

import { REQUESTS_MESSAGE } from "./contract/request-log.ts";
import { siteHeaders } from "./contract/site-headers.ts";
import { refusal, STAY_OFFLINE_MESSAGE } from "./contract/stay-offline.ts";
import { noteRequest, requests } from "./request-log.ts";
import { knownToStayOffline, stayOffline, staysOffline } from "./stay-offline.ts";

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: Readonly<Record<string, string>>; // replaced at build time

/** Every file of the build: path below the scope → lower-case hexadecimal SHA-256. */
const files = __FILES__;
const CACHE = "dolly-files";
const INDEX = "index.html";
const scope = new URL("./", self.location.href).href;

/** Where the web app manifest sends what is shared with the page. */
const SHARED = `${scope}shared`;

/** In characters; addresses have their limits, and so has a model's window. */
const mostShared = 100_000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  const message: unknown = event.data;
  if (typeof message !== "object" || message === null || !("type" in message)) return;
  if (message.type === "activate") void self.skipWaiting();
  if (message.type === "keep" && "urls" in message && Array.isArray(message.urls)) {
    event.waitUntil(keepAll(message.urls.map(String), event.ports[0]));
  }
  if (message.type === STAY_OFFLINE_MESSAGE) {
    event.waitUntil(switchOffline("on" in message && typeof message.on === "boolean" ? message.on : null));
  }
  if (message.type === REQUESTS_MESSAGE) {
    event.waitUntil(requests().then((log) => event.ports[0]?.postMessage([...log.values()])));
  }
});

self.addEventListener("fetch", (event) => {
  if (event.request.method === "POST" && event.request.url === SHARED) {
    event.respondWith(shared(event.request));
    return;
  }
  const path = pathOf(event.request.url);
  if (event.request.method === "GET" && path !== null) event.respondWith(answer(path, event));
  // What is let out is not touched: an answer that comes by way of this thread comes more slowly.
  else if (knownToStayOffline() === false) event.waitUntil(noteRequest(event.request.url));
  else event.respondWith(letOut(event));
});

async function letOut(event: FetchEvent): Promise<Response> {
  if (await staysOffline()) return refusal();
  event.waitUntil(noteRequest(event.request.url));
  return fetch(event.request);
}

/** `on`: null only asks. */
async function switchOffline(on: boolean | null): Promise<void> {
  if (on !== null) await stayOffline(on).catch(() => {}); // no room: all pages are told that it stands as before
  const stands = await staysOffline();
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: STAY_OFFLINE_MESSAGE, on: stands });
}

/** Text shared with the installed page goes to the page in the fragment, which stays in the browser. */
async function shared(request: Request): Promise<Response> {
  const form = await request.formData();
  const parts = ["title", "text", "url"].map((name) => form.get(name));
  const text = parts.filter((part) => typeof part === "string" && part !== "").join("\n");
  return Response.redirect(`${scope}#shared=${encodeURIComponent(text.slice(0, mostShared))}`, 303);
}

/** Paths fetched when the page asks for them, rather than at installation. */
function isLarge(path: string): boolean {
  return /^(pocket\/|screenshots\/|licences\.txt$|assets\/ort-wasm)/.test(path);
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const keptBefore = new Set((await cache.keys()).map(({ url }) => pathOf(url)));
  const missing: string[] = [];
  for (const path of Object.keys(files)) {
    const wanted = !isLarge(path) || keptBefore.has(path);
    if (wanted && !(await cache.match(keyOf(path)))) missing.push(path);
  }
  await Promise.all(missing.map((path) => keep(path)));
}

async function activate(): Promise<void> {
  const cache = await caches.open(CACHE);
  const current = new Set(Object.keys(files).map(keyOf));
  for (const request of await cache.keys()) if (!current.has(request.url)) await cache.delete(request);
  await self.clients.claim();
}

async function answer(path: string, event: FetchEvent): Promise<Response> {
  const cache = await caches.open(CACHE);
  const offline = await staysOffline();
  const kept = event.request.cache === "reload" && !offline ? undefined : await cache.match(keyOf(path));
  if (kept) return isolated(kept, path);
  if (offline) return refusal();
  event.waitUntil(noteRequest(event.request.url));
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(store(path, response.clone()));
  return isolated(response, path);
}

async function keepAll(urls: readonly string[], port: MessagePort | undefined): Promise<void> {
  try {
    const cache = await caches.open(CACHE);
    for (const path of urls.map(pathOf)) {
      if (path !== null && !(await cache.match(keyOf(path)))) await keep(path);
    }
    port?.postMessage({ kept: true });
  } catch (error) {
    port?.postMessage({ kept: false, error: error instanceof Error ? error.message : String(error) });
  }
}

/** Fetches a file and keeps it: from the browser's own cache if that has the right bytes, else from the server. */
async function keep(path: string): Promise<void> {
  if (await staysOffline()) throw new Error(`${path} is not fetched: the page stays offline.`);
  for (const cache of ["default", "reload"] as const) {
    const url = new URL(path, scope);
    void noteRequest(url.href);
    const response = await fetch(url, { cache });
    if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`);
    if (await store(path, response)) return;
  }
  throw new Error(`${path} is not the file this version of the page was built with.`);
}

/** Keeps a response if its bytes are this build's file; says whether they were. */
async function store(path: string, response: Response): Promise<boolean> {
  const { headers } = response;
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (hexadecimal(digest) !== files[path]) return false;
  const type = headers.get("Content-Type") ?? "application/octet-stream";
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(path), new Response(bytes, { headers: { "Content-Type": type } }));
  return true;
}

/** The build's file a URL names, or null. */
function pathOf(url: string): string | null {
  if (!url.startsWith(scope)) return null;
  const { pathname } = new URL(url);
  const path = pathname.slice(new URL(scope).pathname.length) || INDEX;
  return Object.hasOwn(files, path) ? path : null;
}

function keyOf(path: string): string {
  return `${scope}${path}?${files[path]}`;
}

function isolated(response: Response, path: string): Response {
  if (response.type === "error" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(siteHeaders(path))) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
