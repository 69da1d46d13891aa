/**
 * What the page, its workers and its service worker have asked the network for, kept so that a reader can see it. Everything
 * goes through the service worker, so nothing else needs to be trusted. Only addresses and times, without queries, which
 * can hold passes to files; one line an address.
 */

import type { LoggedRequest } from "./contract/request-log.ts";

const CACHE = "dolly-requests";
const KEY = "requests.json";
/** Written after a pause, not at every range of a download. */
const PAUSE_MS = 200;
/** Addresses; the least recently asked for go first. */
const LIMIT = 1000;

let noted: Map<string, LoggedRequest> | null = null;
let writing: Promise<void> | null = null;

/** Resolves when it is stored; a failure to store loses the line and nothing else. */
export async function noteRequest(url: string): Promise<void> {
  const at = Date.now();
  const { origin, pathname } = new URL(url);
  const address = origin + pathname;
  const log = await requests();
  const known = log.get(address);
  log.delete(address);
  log.set(address, { address, count: (known?.count ?? 0) + 1, firstAt: known?.firstAt ?? at, lastAt: at });
  for (const oldest of log.keys()) {
    if (log.size <= LIMIT) break;
    log.delete(oldest);
  }
  writing ??= new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS)).then(write);
  await writing;
}

/** Most recent last. */
export async function requests(): Promise<Map<string, LoggedRequest>> {
  noted ??= await stored();
  return noted;
}

async function stored(): Promise<Map<string, LoggedRequest>> {
  try {
    const response = await (await caches.open(CACHE)).match(KEY);
    const list = response ? ((await response.json()) as LoggedRequest[]) : [];
    // A request that came while it was read is in `noted` by now.
    return noted ?? new Map(list.map((line) => [line.address, line]));
  } catch {
    return noted ?? new Map(); // lost or unreadable: a new log begins
  }
}

async function write(): Promise<void> {
  writing = null;
  try {
    const list = JSON.stringify([...(await requests()).values()]);
    await (await caches.open(CACHE)).put(KEY, new Response(list));
  } catch {
    // No room: the log lives as long as the service worker does.
  }
}
