import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dollyPrompt, END, INSTRUCTION, RESPONSE, type Segment } from "../../../models/dolly/prompt.ts";
import { Detokenizer } from "../../../workers/engine/detokenizer.ts";
import { Tokenizer } from "../../../workers/engine/tokenizer.ts";
import { damagedJson, refused, runs } from "../../fixtures/mutations.ts";
import { sharedFixtures, withoutFixtures } from "../../fixtures/shared-fixtures.ts";

const pocket = fileURLToPath(new URL("../../../public/pocket", import.meta.url));
const fixtures = sharedFixtures();
const dolly = fixtures && join(fixtures, "tokenizer");

interface TokenizerFiles {
  readonly json: {
    readonly added_tokens: readonly { readonly content: string }[];
    readonly model: { readonly vocab: Readonly<Record<string, number>> };
  };
  readonly config: unknown;
  readonly vocab: number;
}

function readTokenizer(folder: string, vocab: number): TokenizerFiles {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return { json: read("tokenizer.json"), config: read("tokenizer_config.json"), vocab };
}

interface Vector {
  readonly name: string;
  readonly text: string;
  readonly ids: readonly number[];
  readonly decode_skip_special: string;
}

describe.skipIf(!dolly)(`Dolly's tokenizer${withoutFixtures}`, () => {
  if (!dolly) {
    it("[T1] encodes and decodes as Hugging Face does");
    return;
  }
  const { json, config, vocab } = readTokenizer(dolly, 50280);
  const tokenizer = new Tokenizer(json, config, vocab);
  const vectors: Vector[] = JSON.parse(readFileSync(join(dolly, "tokenizer-vectors.json"), "utf8")).cases;
  // Dolly's prompt never holds these two as controls.
  const known = vectors.filter(({ text }) => !/<\|endoftext\|>|<\|padding\|>/.test(text));

  it.each(known)("[T1] encodes as Hugging Face does: $name", ({ text, ids }) => {
    expect(tokenizer.encode(segments(text))).toEqual(ids);
  });

  it.each(vectors)("[T2] decodes as Hugging Face does: $name", (vector) => {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const bytes = vector.ids.flatMap((id) => Array.from(tokenizer.bytesOf(id)));
    expect(decoder.decode(Uint8Array.from(bytes))).toBe(vector.decode_skip_special);
  });

  it("[T1] encodes ggml's hundred Dolly vectors", () => {
    const lines = readFileSync(join(dolly, "ggml-prompts-dolly-v2.txt"), "utf8").split("\n").filter(Boolean);
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) {
      const at = line.lastIndexOf(" => ");
      const ids = line
        .slice(at + 4)
        .split(",")
        .filter(Boolean)
        .map(Number);
      expect(tokenizer.encodeText(line.slice(0, at)), line).toEqual(ids);
    }
  });

  it("[T1] encodes llama.cpp's vectors for this vocabulary", () => {
    const texts = readFileSync(join(dolly, "llama-cpp.inp"), "utf8").split("\n__ggml_vocab_test__\n");
    const expected = readFileSync(join(dolly, "llama-cpp.out"), "utf8").split("\n");
    for (const [index, text] of texts.entries()) {
      const ids = (expected[index] ?? "").trim().split(/\s+/).filter(Boolean).map(Number);
      expect(tokenizer.encodeText(text), JSON.stringify(text)).toEqual(ids);
    }
  });
});

const tokenizers = [{ name: "the pocket model's tokenizer", folder: pocket, vocab: 4096 }];
if (dolly) tokenizers.push({ name: "Dolly's tokenizer", folder: dolly, vocab: 50280 });

describe.each(tokenizers)("$name", ({ folder, vocab }) => {
  const { json, config } = readTokenizer(folder, vocab);
  const tokenizer = new Tokenizer(json, config, vocab);

  it.each([END, INSTRUCTION, RESPONSE, "<|endoftext|>", "<|padding|>", `x${END}`, `\n\n${END}\n`, "### Response:\n"])(
    "[T3] never makes a control id of what the user types: %j",
    (typed) => {
      const prompt = tokenizer.encode(dollyPrompt({ instruction: typed, context: typed }));
      const plain = tokenizer.encode(dollyPrompt({ instruction: "a", context: null }));
      const controls = (ids: number[]) => ids.filter((id) => id < 2 || id >= vocab - 3);
      expect(controls(prompt)).toEqual(controls(plain));
      expect(controls(plain)).toEqual([vocab - 2, vocab - 1]);
    },
  );

  it("[T3] shows typed control words back literally", () => {
    const detokenizer = new Detokenizer((id) => tokenizer.bytesOf(id));
    const text = tokenizer.encodeText("say ### End twice").map((id) => detokenizer.push(id));
    expect(text.join("") + detokenizer.finish()).toBe("say ### End twice");
  });

  it("[T2] gives any text back, whatever its characters", () => {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const text = "naïve café — 日本語 \u{1f469}\u200d\u{1f467} \t\r\n  two  spaces \0";
    const bytes = tokenizer.encodeText(text).flatMap((id) => Array.from(tokenizer.bytesOf(id)));
    expect(decoder.decode(Uint8Array.from(bytes))).toBe(text);
  });

  it("[T4] takes a response key that has its newline inside the token", () => {
    const added = json.added_tokens.map((token) =>
      token.content === RESPONSE ? { ...token, content: `${RESPONSE}\n` } : token,
    );
    const retrained = new Tokenizer({ ...json, added_tokens: added }, config, vocab);
    const prompt = dollyPrompt({ instruction: "Hello", context: null });
    expect(retrained.encode(prompt)).toEqual(tokenizer.encode(prompt).slice(0, -1));
  });

  it("[T5] ends answers at the end key and at the end of text", () => {
    expect([...tokenizer.endIds].sort((a, b) => a - b)).toEqual([0, vocab - 3]);
  });

  it("[T6] refuses a tokenizer without Dolly's keys, naming the missing one", () => {
    const added = json.added_tokens.filter((token) => token.content !== END);
    expect(() => new Tokenizer({ ...json, added_tokens: added }, config, vocab)).toThrow(/lacks the token "### End"/);
  });

  it("[T6] refuses a tokenizer that does not fit the model's vocabulary, with both numbers", () => {
    expect(() => new Tokenizer(json, config, 1000)).toThrow(/token id \d+, and the model knows 1000 ids/);
  });

  it.each([
    ["model", { model: { ...json.model, type: "Unigram" } }, /has the model\.type "Unigram"; only "BPE" is read/],
    [
      "pre_tokenizer",
      { pre_tokenizer: { type: "Split", pattern: { Regex: "(a+)+$" } } },
      /pre_tokenizer\.type "Split"/,
    ],
    ["normalizer", { normalizer: { type: "Lowercase" } }, /normalizer\.type "Lowercase"/],
  ])("[T6] refuses another kind of tokenizer, by its %s", (_, change, sentence) => {
    expect(() => new Tokenizer({ ...json, ...change }, config, vocab)).toThrow(sentence);
  });
});

describe("a damaged tokenizer", () => {
  it("[F14] is refused in a sentence, or gives ids of the vocabulary", async () => {
    const { json, config, vocab } = readTokenizer(pocket, 4096);
    // Bytes alone: the more there is of the words, the less of the damage falls on the rest.
    const bytes = Object.fromEntries(Object.entries(json.model.vocab).filter(([token]) => [...token].length === 1));
    const small = { ...json, model: { ...json.model, vocab: bytes, merges: [] } };
    let read = 0;
    await fc.assert(
      fc.asyncProperty(damagedJson(small), damagedJson(config), fc.boolean(), async (text, configText, configToo) => {
        const given = configToo ? JSON.parse(configText) : config;
        const tokenizer = await refused(() => new Tokenizer(JSON.parse(text), given, vocab));
        const ids = tokenizer && (await refused(() => tokenizer.encodeText("Who was Ada Lovelace? 1815–1852")));
        if (!ids) return;
        read++;
        expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < vocab)).toBe(true);
        expect(tokenizer.bytesOf(ids[0]!).length).toBeGreaterThan(0);
      }),
      runs(500),
    );
    expect(read).toBeGreaterThan(20);
  });

  it("[U21] counts a line of a megabyte, whatever it is made of", () => {
    const { json, config, vocab } = readTokenizer(pocket, 4096);
    const tokenizer = new Tokenizer(json, config, vocab);
    for (const part of ["x", "once upon a time ", "🐑", "\u200b"]) {
      const tenth = tokenizer.encodeText(part.repeat(1000)).length * (100 / part.length);
      const ids = tokenizer.encode(dollyPrompt({ instruction: part.repeat(1_000_000 / part.length), context: null }));
      expect(ids.length / (10 * tenth)).toBeCloseTo(1, 1);
    }
  });
});

/** The text as a prompt's segments, control words as controls. */
function segments(text: string): Segment[] {
  return text
    .split(/(### End|### Instruction:|### Response:)/)
    .filter(Boolean)
    .map((part) => (part === END || part === INSTRUCTION || part === RESPONSE ? { control: part } : { text: part }));
}
