/** An HttpContext for tests: no pauses, no chance, everything noted. */

import type { HttpContext } from "../../workers/library/http.ts";

export interface NotedContext extends HttpContext {
  readonly sleeps: number[];
  readonly waits: (string | null)[];
  fetchedBytes(): number;
}

export function testContext(change: Partial<HttpContext> = {}): NotedContext {
  const sleeps: number[] = [];
  const waits: (string | null)[] = [];
  let fetched = 0;
  return {
    signal: new AbortController().signal,
    purpose: "fetch",
    headers: {},
    random: () => 1,
    sleep: async (ms) => {
      sleeps.push(ms);
    },
    unreachable: async () => null,
    onBytes: (bytes) => {
      fetched += bytes;
    },
    onWait: (message) => waits.push(message),
    ...change,
    sleeps,
    waits,
    fetchedBytes: () => fetched,
  };
}
