/** Whether the reader has cut the network, kept so that it holds however often the service worker is ended and started. */

const CACHE = "dolly-stay-offline";
const KEY = "on";

let known: boolean | null = null;

/** Null: not read yet. */
export function knownToStayOffline(): boolean | null {
  return known;
}

export async function staysOffline(): Promise<boolean> {
  if (known !== null) return known;
  const stored = (await (await caches.open(CACHE)).match(KEY)) !== undefined;
  known ??= stored; // it may have been set meanwhile
  return known;
}

/** Rejects where it cannot be stored, and then nothing has changed. */
export async function stayOffline(on: boolean): Promise<void> {
  const cache = await caches.open(CACHE);
  if (on) await cache.put(KEY, new Response("1"));
  else await cache.delete(KEY);
  known = on;
}
