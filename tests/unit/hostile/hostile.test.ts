/**
 * Files that somebody made to do harm: each is refused in a sentence or does none. The last line of this file's output says
 * how many were tried.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, describe, expect, it } from "vitest";
import { parseNeoXConfig } from "../../../models/dolly/config.ts";
import { parseManifest } from "../../../models/manifest.ts";
import { Markdown } from "../../../src/chat/markdown/markdown.tsx";
import { readImport } from "../../../src/history/read-import.ts";
import { parseConversation, storedConversation } from "../../../src/state/stored-format.ts";
import { Tokenizer } from "../../../workers/engine/tokenizer.ts";
import { damagedJson, refused, runs } from "../../fixtures/mutations.ts";

const pocket = fileURLToPath(new URL("../../../public/pocket", import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(join(pocket, name), "utf8"));
const tried = { manifests: 0, configs: 0, tokenizers: 0, imports: 0, texts: 0 };
afterAll(() => console.log(JSON.stringify({ badInputsTried: tried })));

/** Numbers that are no size of anything, as JSON can say them. */
const absurd = [
  "-1",
  "0",
  "-0",
  "0.5",
  "1e300",
  "-1e300",
  "1e-300",
  "1e999",
  "9007199254740993",
  "null",
  '"64"',
  "[]",
  "{}",
];

describe("a hostile manifest", () => {
  const manifest = read("manifest.json");
  const graph: string = manifest.variants[0].graph;

  it("[X17] names no file outside its folder, whatever its paths say", async () => {
    const piece = fc.constantFrom(
      "..",
      ".",
      "/",
      "\\",
      "//",
      ":",
      "http:",
      "evil.example",
      "%2e%2e",
      "?",
      "#",
      "\0",
      " ",
      "\u202e",
      "~",
      "a",
      "onnx",
      "b.bin",
    );
    const own = "https://own.example/models/x/";
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
        tried.manifests++;
        const path = pieces.join("");
        const text = JSON.stringify(manifest).replaceAll(JSON.stringify(graph), JSON.stringify(path));
        const parsed = await refused(() => parseManifest(JSON.parse(text)));
        for (const { path } of parsed?.files ?? []) {
          const url = new URL(path, own);
          expect(url.href).toBe(own + path);
          expect(path.split("/")).not.toContain("..");
        }
      }),
      runs(2000),
    );
  });

  it.each([
    ["the same file twice", (m: typeof manifest) => m.files.push(m.files[0])],
    ["a file twice, of two sizes", (m: typeof manifest) => m.files.push({ ...m.files[0], bytes: 1 })],
    [
      "a file of no bytes that has chunks",
      (m: typeof manifest) => Object.assign(m.files[0], { bytes: 0, chunks: ["0".repeat(64)] }),
    ],
    ["a newer format", (m: typeof manifest) => Object.assign(m, { format: 99 })],
    ["a name with a line break", (m: typeof manifest) => Object.assign(m, { name: "a\nb" })],
    ["a name that turns text round", (m: typeof manifest) => Object.assign(m, { name: "\u202eylloD" })],
    ["an id that is a path", (m: typeof manifest) => Object.assign(m, { id: "../x" })],
    ["a variant of __proto__", (m: typeof manifest) => Object.assign(m.variants[0], { graph: "__proto__" })],
    ["a hundred thousand files", (m: typeof manifest) => m.files.push(...Array(100_000).fill(m.files[0]))],
  ])("[X17] is refused where it has %s", async (_, change) => {
    tried.manifests++;
    const changed = structuredClone(manifest);
    change(changed);
    expect(await refused(() => parseManifest(changed))).toBeNull();
  });

  it.each(absurd)("[X17] is refused with a size of %s", async (number) => {
    for (const name of Object.keys(manifest.shape)) {
      tried.manifests++;
      const text = JSON.stringify({ ...manifest, shape: { ...manifest.shape, [name]: "ABSURD" } });
      expect(await refused(() => parseManifest(JSON.parse(text.replace('"ABSURD"', number))))).toBeNull();
    }
  });
});

describe("a hostile config.json", () => {
  const config = read("config.json");
  const sizes = [
    "hidden_size",
    "num_attention_heads",
    "num_hidden_layers",
    "intermediate_size",
    "vocab_size",
    "max_position_embeddings",
  ];

  it.each(absurd)("[X17] is refused with a size of %s", async (number) => {
    for (const name of sizes) {
      tried.configs++;
      const text = JSON.stringify({ ...config, [name]: "ABSURD" }).replace('"ABSURD"', number);
      expect(await refused(() => parseNeoXConfig(JSON.parse(text)))).toBeNull();
    }
  });
});

describe("a hostile tokenizer", () => {
  const json = read("tokenizer.json");
  const settings = read("tokenizer_config.json");
  const VOCAB = 4096;
  const bomb = "(a+)+$";
  const victim = `${"a".repeat(40)}!`;
  const added = (content: string, id: number, special = false) => ({
    added_tokens: [
      ...json.added_tokens,
      { id, content, special, single_word: false, lstrip: true, rstrip: true, normalized: false },
    ],
  });

  it.each<[string, object]>([
    [
      "a pre-tokenizer that is a regex bomb",
      { pre_tokenizer: { type: "Split", pattern: { Regex: bomb }, behavior: "Isolated" } },
    ],
    [
      "a bomb in a sequence",
      { pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Split", pattern: { Regex: bomb } }] } },
    ],
    ["a normalizer that is a regex bomb", { normalizer: { type: "Replace", pattern: { Regex: bomb }, content: "" } }],
    ["a decoder that is a regex bomb", { decoder: { type: "Replace", pattern: { Regex: bomb }, content: "" } }],
    ["a bomb as an added token", added(bomb, 5)],
    ["an added token that takes everything", added(".*", 5)],
    ["a script as an added token", added("<script>alert(1)</script>", 5)],
    ["a script as a special token", added("<script>alert(1)</script>", 5, true)],
    ["an added token of a million characters", added("x".repeat(1_000_000), 5)],
    ["an id below zero", added("x", -1)],
    ["an id beyond the vocabulary", added("x", VOCAB)],
    ["an id past every integer", added("x", 1e300)],
    ["an id that is half", added("x", 0.5)],
    [
      "three hundred thousand merges of nothing",
      { model: { ...json.model, merges: Array.from({ length: 300_000 }, (_, at) => `x${at} y${at}`) } },
    ],
    ["a merge of itself", { model: { ...json.model, merges: ["a a", "aa aa", "aaaa aaaa", "a a"] } }],
    ["merges that are no pairs", { model: { ...json.model, merges: ["a", "", "a b c", [["a"]], null] } }],
    [
      "a vocabulary of prototypes",
      { model: { ...json.model, vocab: { ...json.model.vocab, constructor: 7, toString: 8 } } },
    ],
    [
      "a post-processor that adds tokens",
      {
        post_processor: {
          type: "TemplateProcessing",
          single: [{ SpecialToken: { id: "evil", type_id: 0 } }],
          special_tokens: { evil: { id: "evil", ids: [1e9], tokens: ["evil"] } },
        },
      },
    ],
    ["a truncation to nothing", { truncation: { max_length: 0, strategy: "LongestFirst", stride: 0 } }],
    ["a padding without end", { padding: { strategy: { Fixed: 1e9 }, pad_id: 0, pad_token: "x" } }],
  ])("[X17] is refused or harmless where it has %s", async (_, change) => {
    tried.tokenizers++;
    const tokenizer = await refused(() => new Tokenizer({ ...json, ...change }, settings, VOCAB));
    for (const text of [victim, "What is <script>alert(1)</script>? ### End", "x".repeat(5000)]) {
      const ids = tokenizer && (await refused(() => tokenizer.encodeText(text)));
      expect((ids ?? []).every((id) => Number.isInteger(id) && id >= 0 && id < VOCAB)).toBe(true);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("a hostile file to import", () => {
  const known = async () => null;
  const call = { signal: new AbortController().signal, emit: () => {} };
  const bring = (parts: BlobPart[]) => readImport([new File(parts, "x.json")], known, call);
  const row = { instruction: "a", context: "", response: "b", category: "open_qa" };
  const message = (id: string, parent: string | null) => ({
    id,
    parent,
    children: [],
    message: {
      id,
      author: { role: "user" },
      create_time: 1,
      content: { content_type: "text", parts: ["x"] },
      metadata: {},
    },
  });
  const chatGpt = {
    title: "x",
    create_time: 1,
    update_time: 2,
    mapping: { a: message("a", null), b: message("b", "a") },
    current_node: "b",
  };
  const openWebUi = {
    id: "x",
    title: "x",
    chat: {
      title: "x",
      history: {
        currentId: "a",
        messages: { a: { id: "a", parentId: null, childrenIds: [], role: "user", content: "x", timestamp: 1 } },
      },
    },
  };
  const own = {
    version: 2,
    id: "x",
    createdAt: 1,
    updatedAt: 1,
    title: null,
    pinned: false,
    archived: false,
    folder: null,
    filedAt: 0,
    messages: [
      {
        kind: "instruction",
        id: "a",
        parentId: null,
        createdAt: 1,
        changedAt: 1,
        instruction: "x",
        context: null,
        task: null,
      },
    ],
    chosen: [[null, "a"]],
    chosenAt: 1,
    removed: [],
  };

  it.each<[string, string]>([
    [
      "a prototype at the top",
      `[{"__proto__":{"polluted":true},"instruction":"a","context":"","response":"b","category":"x"}]`,
    ],
    [
      "a constructor",
      `[{"constructor":{"prototype":{"polluted":true}},"instruction":"a","context":"","response":"b"}]`,
    ],
    [
      "prototypes as ids",
      JSON.stringify({ ...chatGpt, mapping: { __x__: message("__proto__", "constructor") } }).replace(
        "__x__",
        "__proto__",
      ),
    ],
    ["a message that follows itself", JSON.stringify({ ...chatGpt, mapping: { a: message("a", "a") } })],
    ["messages in a circle", JSON.stringify({ ...chatGpt, mapping: { a: message("a", "b"), b: message("b", "a") } })],
    [
      "our own messages in a circle",
      JSON.stringify({
        ...own,
        messages: [
          { ...own.messages[0], parentId: "b" },
          { ...own.messages[0], id: "b", parentId: "a" },
        ],
      }),
    ],
    ["our own messages with one id", JSON.stringify({ ...own, messages: [own.messages[0], own.messages[0]] })],
    ["times without end", JSON.stringify({ ...own, createdAt: 1e300, updatedAt: -1e300 })],
    ["an id that is a path", JSON.stringify({ ...own, id: "../../damaged/x" })],
    ["a script as a title", JSON.stringify({ ...own, title: "<script>alert(1)</script>" })],
    ["twenty thousand conversations in one line", `[${Array(20_000).fill(JSON.stringify(row)).join(",")}]`],
    ["nothing but brackets", "[{".repeat(100_000)],
    ["numbers for words", JSON.stringify({ instruction: 5, context: {}, response: [], category: null })],
  ])("[X18] is read or listed, and does no harm, where it has %s", async (_, text) => {
    tried.imports++;
    const { offers, unreadable } = await bring([text]);
    expect(offers.length + unreadable.length).toBeGreaterThan(0);
    for (const { conversation } of offers)
      expect(parseConversation(storedConversation(conversation))).toEqual(conversation);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("[X18] of a hundred megabytes in one value is passed over, and what follows is read", async () => {
    tried.imports++;
    const megabyte = new Uint8Array(1_000_000).fill(0x78);
    const { offers, unreadable } = await bring([
      '[{"instruction":"',
      ...Array(100).fill(megabyte),
      `"},${JSON.stringify(row)}]`,
    ]);
    expect([offers.length, unreadable.length]).toEqual([1, 1]);
  });

  it.each([
    ["ChatGPT's", chatGpt],
    ["open-webui's", openWebUi],
    ["our own", own],
    ["Dolly's", row],
  ])("[X18] of %s kind with wrong types is read or listed, and what is read is whole", async (_, sample) => {
    await fc.assert(
      fc.asyncProperty(damagedJson(sample), async (text) => {
        tried.imports++;
        const { offers, unreadable } = await bring([text]);
        expect(offers.length + unreadable.length).toBeGreaterThan(0);
        for (const { conversation } of offers)
          expect(parseConversation(storedConversation(conversation))).toEqual(conversation);
      }),
      runs(400),
    );
  });
});

describe("a hostile answer", () => {
  it("[X19] becomes no markup, whatever it is put together from", () => {
    const piece = fc.constantFrom(
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "<svg onload=alert(1)>",
      "<iframe src=//evil.example>",
      "javascript:alert(1)",
      "[x](javascript:alert(1))",
      "[x](data:text/html,x)",
      "![x](https://evil.example/x)",
      "<https://evil.example>",
      "[x]: javascript:alert(1)",
      "[x]",
      "`",
      "```html\n",
      "$",
      "$$",
      "\\href{javascript:alert(1)}{x}",
      "\\includegraphics{x}",
      "\u202e",
      "\u0000",
      "&lt;",
      "&#60;script&#62;",
      "|",
      "|-|",
      "\n",
      "\n\n",
      "- ",
      "> ",
      "# ",
      "<!--",
      "-->",
      "<![CDATA[",
      "onclick=",
      "'",
      '"',
      "a",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.boolean(), (pieces, growing) => {
        tried.texts++;
        const html = renderToStaticMarkup(createElement(Markdown, { text: pieces.join(""), growing }));
        const tags = html.match(/<[^>]*>/g) ?? [];
        for (const tag of tags) {
          expect(tag).not.toMatch(/^<(script|img|iframe|object|embed|link|style|base|form|meta)\b/i);
          expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son\w+=/i);
          expect(tag).not.toMatch(/(href|src|action|data)="\s*(javascript|data|vbscript|file):/i);
        }
      }),
      runs(2000),
    );
  });
});
