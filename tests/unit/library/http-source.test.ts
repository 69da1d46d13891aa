import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readText } from "../../../models/exporter/bytes.ts";
import { openHttp } from "../../../workers/library/http-source.ts";
import { hubFolder, urlFolder } from "../../../workers/library/remote-folder.ts";
import { testContext } from "../../hub/context.ts";
import { type Fault, type Hub, openHub } from "../../hub/hub.ts";

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) ^ (i >> 8));
const utf8 = new TextEncoder();

let hub: Hub;
beforeAll(async () => {
  hub = await openHub([
    ["a/b/large.bin", bytes],
    ["a/b/config.json", utf8.encode('{"model_type":"gpt_neox"}')],
    ["a/b/empty.txt", new Uint8Array(0)],
  ]);
});
afterAll(() => hub.stop());
beforeEach(() => {
  hub.faults.length = 0;
  hub.requests.length = 0;
});

const file = () => ({ url: `${hub.url}/a/b/resolve/main/large.bin`, name: "a/b/large.bin" });
const open = async (context = testContext()) => (await openHttp(file(), context))!;
const same = (actual: Uint8Array, offset: number) =>
  Buffer.compare(actual, bytes.subarray(offset, offset + actual.length));

describe("a file on a server", () => {
  it("[L20] is read by ranges, each through its own redirect to the CDN", async () => {
    const source = await open();
    expect([source.name, source.size]).toEqual(["a/b/large.bin", bytes.length]);
    const part = await source.read(100_000, 50_000);
    expect([part.length, same(part, 100_000)]).toEqual([50_000, 0]);
    expect(hub.requests.map(({ server, range }) => [server, range])).toEqual([
      ["hub", "bytes=0-65535"],
      ["cdn", "bytes=0-65535"],
      ["hub", "bytes=100000-149999"],
      ["cdn", "bytes=100000-149999"],
    ]);
  });

  it("[L20] comes whole with the first request when it is small", async () => {
    const folder = hubFolder({ host: hub.url, repository: "a/b", revision: "main" }, testContext());
    expect(await readText((await folder.open("config.json"))!)).toBe('{"model_type":"gpt_neox"}');
    expect(hub.requests.length).toBe(1);
    expect(await folder.open("none.json")).toBeNull();
  });

  it("[L20] is pinned to the commit a branch stands for", async () => {
    const folder = hubFolder({ host: hub.url, repository: "a/b", revision: "main" }, testContext());
    expect(await folder.pin()).toBe(hub.commit);
    await folder.open("large.bin");
    const asked = hub.requests.filter(({ server }) => server === "hub").map(({ path }) => path.split("/")[4]);
    expect(asked).toEqual(["main", hub.commit]);
  });

  it.each<[string, Omit<Fault & { kind: "status" }, "path">]>([
    ["a busy server", { kind: "status", status: 503, times: 3 }],
    ["too many requests", { kind: "status", status: 429, times: 3 }],
  ])("[L21] is asked for again after %s, less and less often", async (_, fault) => {
    hub.faults.push({ ...fault, path: "large.bin" });
    const context = testContext();
    expect((await open(context)).size).toBe(bytes.length);
    expect(context.sleeps).toEqual([500, 1000, 2000]);
    expect(context.waits.filter((wait) => wait !== null).length).toBe(3);
    expect(context.waits.at(-1)).toBeNull();
  });

  it.each([
    ["7", 7000],
    ["100000", 600_000],
  ])("[L21] waits as long as the server says (Retry-After: %s), within reason", async (retryAfter, ms) => {
    hub.faults.push({ kind: "status", status: 429, times: 1, retryAfter, path: "large.bin" });
    const context = testContext();
    await open(context);
    expect(context.sleeps).toEqual([ms]);
  });

  it("[L21] goes on where the line broke, however often, as long as something comes", async () => {
    const source = await open();
    hub.faults.push({ kind: "drop", afterBytes: 7000, times: 20, path: "large.bin" });
    hub.requests.length = 0;
    expect(same(await source.read(65_536, 200_000), 65_536)).toBe(0);
    const starts = hub.requests.filter(({ server }) => server === "cdn").map(({ range }) => range);
    expect(starts.length).toBe(21);
    expect(new Set(starts).size).toBe(starts.length);
  });

  it("[L21] goes on where it stood when a line stays and nothing comes over it", async () => {
    const context = testContext();
    const source = await open(context);
    hub.faults.push({ kind: "stall", afterBytes: 7000, times: 1, path: "large.bin" });
    const before = context.fetchedBytes();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const reading = source.read(100_000, 50_000);
      while (context.fetchedBytes() - before < 7000) await new Promise(setImmediate);
      vi.advanceTimersByTime(44_000);
      expect(context.waits).toEqual([]);
      vi.advanceTimersByTime(1500);
      expect(same(await reading, 100_000)).toBe(0);
      expect(context.waits).toEqual([expect.stringContaining("The connection broke"), null]);
      expect(hub.requests.at(-1)?.range).toBe("bytes=107000-149999");
    } finally {
      vi.useRealTimers();
    }
  });

  it("[L21] gives up in a sentence when nothing comes at all", async () => {
    hub.faults.push({ kind: "status", status: 500, times: 100, path: "large.bin" });
    const context = testContext();
    await expect(open(context)).rejects.toMatchObject({
      code: "http",
      message: expect.stringMatching(/has trouble \(500 for a\/b\/large\.bin\); try again later\.$/),
    });
    expect(context.sleeps.length).toBe(8);
    expect(Math.max(...context.sleeps)).toBe(30_000);
  });

  it("[L50] is looked at with little patience: a card that somebody waits for says soon what is wrong", async () => {
    hub.faults.push({ kind: "status", status: 500, times: 100, path: "large.bin" });
    const context = testContext({ purpose: "look" });
    await expect(open(context)).rejects.toMatchObject({ code: "http", message: expect.stringContaining("(500 for") });
    expect(context.sleeps).toEqual([500, 1000]);
    hub.faults.splice(0, 1, { kind: "status", status: 429, times: 1, retryAfter: "20", path: "large.bin" });
    const busy = testContext({ purpose: "look" });
    await expect(open(busy)).rejects.toThrow("asks for fewer requests (429 for a/b/large.bin); try again later.");
    expect(busy.sleeps).toEqual([]);
    const nowhere = testContext({ purpose: "look" });
    await expect(openHttp({ url: "http://localhost:9/x", name: "x" }, nowhere)).rejects.toThrow("check the connection");
    expect(nowhere.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(5000);
  });

  it("[L21] says which host cannot be reached, and at once why where that is known", async () => {
    const nowhere = { url: "http://localhost:9/x", name: "x" };
    await expect(openHttp(nowhere, testContext())).rejects.toMatchObject({
      code: "offline",
      message: "localhost:9 could not be reached for x; check the connection and try again.",
    });
    const context = testContext({ unreachable: async () => "This page may not reach localhost." });
    await expect(openHttp(nowhere, context)).rejects.toMatchObject({ code: "unsupported" });
    expect(context.sleeps).toEqual([]);
  });

  it.each<[string, Omit<Fault, "path" | "times">, string, string]>([
    ["401", { kind: "status", status: 401 } as Fault, "http", "refuses a/b/large.bin (401)"],
    ["403", { kind: "status", status: 403 } as Fault, "http", "the repository is private or wants an agreement first"],
    ["400", { kind: "status", status: 400 } as Fault, "http", "answered 400 for a/b/large.bin"],
    ["416", { kind: "status", status: 416 } as Fault, "integrity", "no longer has bytes 65536 to 75535"],
    ["a range ignored", { kind: "ignore-range" }, "http", "has begun to ignore byte ranges"],
    [
      "another range",
      { kind: "wrong-range" } as Fault,
      "http",
      "sent bytes 65537 to 75536 of a/b/large.bin where 65536",
    ],
    [
      "another ETag",
      { kind: "etag", etag: '"x"' } as Fault,
      "integrity",
      "has changed on the server while it was coming",
    ],
    [
      "a web page",
      { kind: "web-page", contentType: "text/html" } as Fault,
      "http",
      "A web page came instead of a/b/large",
    ],
  ])("[L22] takes nothing from an answer of %s", async (_, fault, code, sentence) => {
    const source = await open();
    hub.faults.push({ ...(fault as Fault), path: "large.bin", times: 1 });
    await expect(source.read(65_536, 10_000)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
    expect(same(await source.read(65_536, 10_000), 65_536)).toBe(0);
  });

  it("[L22] sees a file that changed its size", async () => {
    const source = await open();
    hub.files.set("a/b/large.bin", bytes.slice(0, 200_000));
    await expect(source.read(70_000, 100)).rejects.toThrow("had 300000 bytes and has 200000");
    hub.files.delete("a/b/large.bin");
    await expect(source.read(70_000, 100)).rejects.toThrow("has gone from the server meanwhile");
    hub.files.set("a/b/large.bin", bytes);
  });

  it("[L22] knows a captive portal's page by its first words too", async () => {
    hub.faults.push({ kind: "web-page", contentType: "application/octet-stream", path: "large.bin", times: 1 });
    await expect(open()).rejects.toThrow("If this network wants a log-in");
  });

  it("[L22] takes a small file from a server that ignores ranges", async () => {
    hub.faults.push({ kind: "ignore-range", path: "large.bin", times: 1 });
    const source = await open();
    expect(same(await source.read(250_000, 50_000), 250_000)).toBe(0);
    expect(hub.requests.length).toBe(2);
  });

  it("[L22] takes no large one from it", async () => {
    hub.files.set("a/b/larger.bin", new Uint8Array(17 * 2 ** 20));
    hub.faults.push({ kind: "ignore-range", path: "larger.bin", times: 1 });
    const before = hub.sentBytes();
    const larger = { url: `${hub.url}/a/b/resolve/main/larger.bin`, name: "larger.bin" };
    await expect(openHttp(larger, testContext())).rejects.toMatchObject({
      code: "unsupported",
      message:
        "The server of larger.bin ignores byte ranges, without which its 17825792 bytes or more cannot be fetched in pieces.",
    });
    expect(hub.sentBytes() - before).toBeLessThan(8e6);
    hub.files.delete("a/b/larger.bin");
  });

  it("[L23] stops when asked to, also while it waits", async () => {
    const abort = new AbortController();
    hub.faults.push({ kind: "status", status: 503, times: 100, path: "large.bin" });
    const context = testContext({
      signal: abort.signal,
      sleep: async (_, signal) => {
        abort.abort();
        signal.throwIfAborted();
      },
    });
    await expect(open(context)).rejects.toMatchObject({ name: "AbortError" });
    const [first] = hub.requests.length ? [hub.requests.length] : [0];
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hub.requests.length).toBe(first);
  });

  it("[L24] sends a token to the hub and to nobody else", async () => {
    await open(testContext({ headers: { Authorization: "Bearer secret" } }));
    expect(hub.requests.map(({ server, authorization }) => [server, authorization])).toEqual([
      ["hub", "Bearer secret"],
      ["cdn", null],
    ]);
  });

  it.each<[string, () => unknown, string]>([
    [
      "a host",
      () => hubFolder({ host: "huggingface.co", repository: "a/b", revision: "main" }, testContext()),
      "https://",
    ],
    [
      "a repository",
      () => hubFolder({ host: hub.url, repository: "../b", revision: "main" }, testContext()),
      "dolly-v2-3b",
    ],
    [
      "a revision",
      () => hubFolder({ host: hub.url, repository: "a/b", revision: "a/../b" }, testContext()),
      "a branch",
    ],
    ["an address", () => urlFolder("ftp://host/", testContext()), "https://"],
  ])("[L25] refuses what is not %s before it asks anybody", (_, make, sentence) => {
    expect(make).toThrow(sentence);
  });
});
