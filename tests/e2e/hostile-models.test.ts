import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../models/dolly/config.ts";
import { planModel } from "../../models/exporter/gpt-neox.ts";
import { encodeModel, type Graph } from "../../models/exporter/onnx.ts";
import { Message } from "../../models/exporter/protobuf.ts";
import type { Manifest } from "../../models/manifest.ts";
import { memoryFolder } from "../fixtures/memory-folder.ts";
import { type Hub, openHub } from "../hub/hub.ts";
import { exportInto, randomSource } from "../parity/export-fixture.ts";
import { articles, ask, dist, type OpenPage, openSite, status, untilReady } from "./site.ts";

const GRAPH = "onnx/model_q4.onnx";
const EVIL = "evil.example";
type Files = Map<string, Uint8Array>;
type Json = Record<string, unknown>;

const utf8 = new TextEncoder();
const parse = (bytes: Uint8Array): Json => JSON.parse(new TextDecoder().decode(bytes));
const encode = (json: unknown) => utf8.encode(JSON.stringify(json));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A sound model, small enough for a software adapter. */
let sound: Files;
let hub: Hub;

beforeAll(async () => {
  const checkpoint = randomSource({ heads: 4, vocab: 4096, contextLength: 1024, seed: 5 });
  for (const name of ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"]) {
    checkpoint.files.set(name, new Uint8Array(readFileSync(join(dist, "pocket", name))));
  }
  const folder = memoryFolder();
  await exportInto(folder, checkpoint, ["q4"]);
  sound = folder.files;
  hub = await openHub();
});
afterAll(() => hub?.stop());

/** Serves a model that was changed as a folder, with a manifest that is true of what it names; returns its address. */
function serve(
  name: string,
  change: (files: Files) => void,
  changeManifest: ((manifest: Json) => void) | "none",
): string {
  const files = new Map(sound);
  change(files);
  const manifest = parse(files.get("manifest.json")!) as unknown as Manifest;
  const listed = manifest.files.map(({ path }) => {
    return { path, bytes: files.get(path)!.length, sha256: sha256(files.get(path)!) };
  });
  const truth: Json = { ...manifest, id: name, name, files: listed };
  if (changeManifest === "none") files.delete("manifest.json");
  else {
    changeManifest(truth);
    files.set("manifest.json", encode(truth));
  }
  for (const [path, bytes] of files) hub.files.set(`static/${name}/${path}`, bytes);
  return `${hub.url}/static/${name}/`;
}

/** Another graph in the place of the sound one. */
const graph = (how: (graph: Graph) => Partial<Graph>) => (files: Files) => {
  files.set(GRAPH, encodeModel({ ...soundGraph(files), ...how(soundGraph(files)) }));
};

function soundGraph(files: Files): Graph {
  return planModel(parseNeoXConfig(parse(files.get("config.json")!)), "q4", "model_q4.onnx_data").graph;
}

/** A node that computes a graph of its own for ever, appended to the graph. */
function loop(files: Files): void {
  const body = new Message();
  body.text(2, "body");
  const attribute = new Message();
  attribute.text(1, "body");
  attribute.message(6, body);
  attribute.int(20, 5);
  const node = new Message();
  node.text(2, "looped");
  node.text(3, "loop");
  node.text(4, "Loop");
  node.message(5, attribute);
  const bytes = files.get(GRAPH)!;
  // The producer's name comes before the graph, whose length is a number of seven bits a byte.
  const start = 4 + bytes[3]!;
  let [at, length, shift] = [start + 1, 0, 0];
  do {
    length += (bytes[at]! & 0x7f) << shift;
    shift += 7;
  } while (bytes[at++]! >= 0x80);
  const wrapped = new Message();
  wrapped.message(1, node);
  const model = new Message();
  model.raw(7, Buffer.concat([bytes.subarray(at, at + length), wrapped.bytes()]));
  files.set(GRAPH, Buffer.concat([bytes.subarray(0, start), model.bytes(), bytes.subarray(at + length)]));
}

const elsewhere = (location: string) =>
  graph(({ external }) => ({ external: external.map((each) => ({ ...each, location })) }));
const circle = graph(({ nodes }) => ({
  nodes: nodes.map((node, at) => (at === 20 ? { ...node, inputs: [node.outputs[0]!, ...node.inputs.slice(1)] } : node)),
}));
const unknownOperator = graph(({ nodes }) => ({
  nodes: nodes.map((node, at) => (at === 20 ? { ...node, operator: "ReadFile" } : node)),
}));
const huge = graph(({ external }) => ({
  external: external.map((each) => (each.name === "embed_out.weight.codes" ? { ...each, dims: [2 ** 50, 2] } : each)),
}));
const long = graph(({ external }) => ({
  external: external.map((each, at) => (at === 0 ? { ...each, length: 2 ** 50 } : each)),
}));
const change = (path: string, how: (json: Json) => Json) => (files: Files) =>
  void files.set(path, encode(how(parse(files.get(path)!))));

/** Takes a model as a reader does: looks at it, gets it, uses it, as far as that goes; what the page says of it then. */
async function take(page: Page, address: string, name: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Models" });
  await page.getByRole("button", { name: "Models" }).click();
  await dialog.getByRole("textbox", { name: "Repository or address" }).fill(address);
  await dialog.getByRole("button", { name: "Look at it" }).click();
  const get = dialog.getByRole("button", { name: `Get ${name}` });
  const verdict = dialog.locator(".verdict[aria-busy=false]");
  await verdict.waitFor();
  if (!(await get.isVisible())) return outcome(page, await verdict.innerText());
  await get.click();
  const installation = dialog.getByRole("region", { name: `Installing ${name}` });
  const use = installation.getByRole("button", { name: `Use ${name} now` });
  const failed = installation.getByRole("heading", { name: `${name} did not get here` });
  await use.or(failed).waitFor();
  if (await failed.isVisible()) return outcome(page, await installation.innerText());
  await use.click();
  const unload = dialog.getByRole("button", { name: `Unload ${name}` }).and(page.locator(":enabled"));
  const refusal = dialog.locator(".banner").getByText(`${name} could not start, so`);
  await unload.or(refusal).waitFor();
  return outcome(page, (await unload.isVisible()) ? "in use" : await refusal.innerText());
}

async function outcome(page: Page, said: string): Promise<string> {
  await page.keyboard.press("Escape");
  await untilReady(page);
  return said;
}

/** Nothing has run, nobody else was asked, and of the server nothing but the model's own folder. */
async function expectNoHarm({ page, requests, troubles }: OpenPage, address: string, askedBefore: number) {
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  expect(requests.filter((url) => url.includes(EVIL))).toEqual([]);
  const folder = new URL(address).pathname;
  expect(hub.requests.slice(askedBefore).filter(({ path }) => !path.startsWith(folder))).toEqual([]);
  // A folder is asked for what it may lack, and onnxruntime says what it does not take.
  expect(troubles.filter((trouble) => !/status of 404|onnxruntime|^console: \S*m$/.test(trouble))).toEqual([]);
}

interface HostileModel {
  readonly what: string;
  readonly changed?: (files: Files) => void;
  readonly manifest?: ((manifest: Json) => void) | "none";
  /** What the page says of it on the processor, which computes from the weights and runs no graph. */
  readonly said: RegExp;
  /** On a graphics device, where that is tried too. */
  readonly onGpu?: RegExp;
}

const notStarted = /could not start/;
const inFiles = (how: (file: Json) => Json) => (manifest: Json) => how((manifest.files as Json[])[0]!);

const hostileModels: readonly HostileModel[] = [
  {
    what: "weights in ../x",
    changed: elsewhere("../x"),
    manifest: "none",
    said: /has weights in "\.\.\/x", no file beside it/,
  },
  {
    what: "weights in /etc/passwd",
    changed: elsewhere("/etc/passwd"),
    manifest: "none",
    said: /has weights in "\/etc\/passwd", no file beside it/,
  },
  {
    what: "weights at a file address",
    changed: elsewhere("file:///etc/passwd"),
    manifest: "none",
    said: /has weights in "file:.*no file beside it/,
  },
  {
    what: "weights on another host",
    changed: elsewhere(`https://${EVIL}/x`),
    manifest: "none",
    said: /has weights in "https:.*no file beside it/,
  },
  {
    what: "weights in ../x, and a manifest",
    changed: elsewhere("../x"),
    said: /could not start.* has no file \.\.\/x/,
    onGpu: notStarted,
  },
  {
    what: "weights on another host, and a manifest",
    changed: elsewhere(`https://${EVIL}/x`),
    said: /could not start.* has no file https:/,
    onGpu: notStarted,
  },
  {
    what: "weights of 2^50 bytes",
    changed: long,
    manifest: "none",
    said: /is cut short: it has .* bytes and .* needs/,
  },
  { what: "weights of 2^50 bytes, and a manifest", changed: long, said: notStarted, onGpu: notStarted },
  {
    what: "weights of 2^51 elements",
    changed: huge,
    said: /could not start.* has 2251799813685248 elements/,
    onGpu: notStarted,
  },
  {
    what: "a graph with a loop",
    changed: loop,
    manifest: "none",
    said: /could not start.* an attribute of type 5/,
    onGpu: notStarted,
  },
  { what: "a graph in a circle", changed: circle, manifest: "none", said: /in use/, onGpu: notStarted },
  { what: "an unknown operator", changed: unknownOperator, manifest: "none", said: /in use/, onGpu: notStarted },
  {
    what: "a manifest of files outside its folder",
    manifest: inFiles((file) => Object.assign(file, { path: "../../secret.json" })),
    said: /manifest is damaged: files\[0\]\.path is "\.\.\/\.\.\/secret\.json"/,
  },
  {
    what: "a manifest of a file of a thousand terabytes",
    manifest: inFiles((file) => Object.assign(file, { bytes: 1e15 })),
    said: /manifest is damaged: files\[0\]\.bytes/,
  },
  {
    what: "a manifest of hashes that are not true",
    manifest: inFiles((file) => Object.assign(file, { sha256: "0".repeat(64) })),
    said: /did not get here.* is damaged/s,
  },
  {
    what: "a manifest of a window of a million positions",
    manifest: (manifest) => void Object.assign(manifest.shape as Json, { contextLength: 1_000_000 }),
    said: /manifest is damaged: shape\.contextLength/,
  },
  {
    what: "a manifest of more layers than there are",
    manifest: (manifest) => void Object.assign(manifest.shape as Json, { layers: 200 }),
    said: /could not start.* has no weights named/,
  },
  {
    what: "a configuration of 10^15 layers",
    changed: change("config.json", (json) => ({ ...json, num_hidden_layers: 1e15 })),
    manifest: "none",
    said: /num_hidden_layers/,
  },
  {
    what: "a tokenizer with an id past every integer",
    changed: change("tokenizer.json", ({ added_tokens, ...json }) => {
      const [first, ...others] = added_tokens as Json[];
      return { ...json, added_tokens: [first, ...others, { ...first, id: 1e300, content: "x" }] };
    }),
    said: /(did not get here|could not start).*tokenizer/s,
  },
  {
    what: "a tokenizer that is an expression without end",
    changed: change("tokenizer.json", (json) => {
      return { ...json, pre_tokenizer: { type: "Split", pattern: { Regex: "(a+)+$" }, behavior: "Isolated" } };
    }),
    said: /(did not get here|could not start).*tokenizer/s,
  },
];

describe.each(["wasm", "webgpu"] as const)("a hostile model on %s", (device) => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openSite({ query: `?device=${device}`, serviceWorkers: "block" });
    await untilReady(open.page);
  });
  afterAll(() => open?.close());

  it.each(device === "wasm" ? hostileModels : hostileModels.filter(({ onGpu }) => onGpu))(
    "[X22] does no harm: $what",
    async ({ what, changed = () => {}, manifest = () => {}, said, onGpu }) => {
      const name = `dolly-${hostileModels.findIndex((each) => each.what === what)}`;
      const address = serve(name, changed, manifest);
      const before = hub.requests.length;
      expect(await take(open.page, address, name)).toMatch(device === "wasm" ? said : onGpu!);
      await expectNoHarm(open, address, before);
    },
  );
});

describe("a model that writes what runs elsewhere", () => {
  it("[X23] has its words, its name and its configuration shown as text", async () => {
    const pieces = [
      "<script>pwned=1</script>",
      "<img/src=x/onerror=pwned=1>",
      `![i](https://${EVIL}/i.png)`,
      "[go](javascript:pwned=1)",
      `<iframe/src=//${EVIL}/f></iframe>`,
      "<svg/onload=pwned=1>",
      `<link/rel=stylesheet/href=//${EVIL}/s>`,
      "<base/href=//evil.example/>",
      "Ċ#Ġ",
      "Ċ-Ġ",
      "```htmlĊ",
      "$\\href{javascript:pwned=1}{x}$",
      `<form/action=//${EVIL}><button>`,
      "<style>@import'//evil.example'</style>",
    ];
    const markup = `<img src=//${EVIL}/n onerror=pwned=1>`;
    const hostile = change("tokenizer.json", (json) => {
      const { model, ...others } = json as { model: { vocab: Record<string, number> } };
      const vocab = Object.entries(model.vocab).map(([token, id]) => {
        return [[...token].length === 1 ? token : `${pieces[id % pieces.length]}${id}`, id];
      });
      return { ...others, model: { ...model, vocab: Object.fromEntries(vocab), merges: [] } };
    });
    const address = serve("dolly-words", hostile, (manifest) => Object.assign(manifest, { name: markup }));
    const open = await openSite({ query: "?device=wasm", serviceWorkers: "block" });
    try {
      const { page } = open;
      await untilReady(page);
      const before = hub.requests.length;
      expect(await take(page, address, markup)).toBe("in use");
      await status(page).getByText(markup).waitFor();
      for (const words of ["What is the capital of France?", "And of Italy?"]) await ask(page, words);
      const shown = (await articles(page).allInnerTexts()).join("\n");
      expect(shown).toContain("pwned=1");
      expect(shown).toContain(markup);
      const made = ":is(script, img, iframe, object, embed, link, base, form, style, [onload], [onerror])";
      expect(await page.getByRole("log").locator(made).count()).toBe(0);
      for (const link of await articles(page).locator("a").all())
        expect(await link.getAttribute("href")).toMatch(/^(https?|mailto):/);
      await page.reload();
      await untilReady(page);
      await articles(page).nth(3).waitFor();
      await expectNoHarm(open, address, before);
    } finally {
      await open.close();
    }
  });
});
