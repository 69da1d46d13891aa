import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dollyPrompt, END, INSTRUCTION, RESPONSE, type Segment } from "../../../models/dolly/prompt.ts";
import { Detokenizer } from "../../../workers/engine/detokenizer.ts";
import { Tokenizer } from "../../../workers/engine/tokenizer.ts";
import { sharedFixtures, withoutFixtures } from "../../fixtures/shared-fixtures.ts";

const fixtures = sharedFixtures();

describe.skipIf(!fixtures)(`Dolly's tokenizer${withoutFixtures}`, () => {
  const folder = join(fixtures ?? "", "tokenizer");
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const json = JSON.parse(read("tokenizer.json"));
  const config = JSON.parse(read("tokenizer_config.json"));
  const tokenizer = new Tokenizer(json, config, 50280);

  interface Vector {
    readonly name: string;
    readonly text: string;
    readonly ids: readonly number[];
    readonly decode_skip_special: string;
  }
  const vectors: Vector[] = JSON.parse(read("tokenizer-vectors.json")).cases;
  // Dolly's prompt never holds these two as controls.
  const known = vectors.filter(({ text }) => !/<\|endoftext\|>|<\|padding\|>/.test(text));

  it.each(known)("[T1] encodes as Hugging Face does: $name", ({ text, ids }) => {
    expect(tokenizer.encode(segments(text))).toEqual(ids);
  });

  it.each(vectors.filter(({ name }) => name !== "surrogate_max"))(
    "[T2] decodes as Hugging Face does: $name",
    (vector) => {
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      const bytes = vector.ids.flatMap((id) => Array.from(tokenizer.bytesOf(id)));
      expect(decoder.decode(Uint8Array.from(bytes))).toBe(vector.decode_skip_special);
    },
  );

  it("[T1] encodes ggml's hundred Dolly vectors", () => {
    const lines = read("ggml-prompts-dolly-v2.txt").split("\n").filter(Boolean);
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
    const texts = read("llama-cpp.inp").split("\n__ggml_vocab_test__\n");
    const expected = read("llama-cpp.out").split("\n");
    for (const [index, text] of texts.entries()) {
      const ids = (expected[index] ?? "").trim().split(/\s+/).filter(Boolean).map(Number);
      expect(tokenizer.encodeText(text), JSON.stringify(text)).toEqual(ids);
    }
  });

  it.each([END, INSTRUCTION, RESPONSE, "<|endoftext|>", "<|padding|>", `x${END}`, `\n\n${END}\n`, "### Response:\n"])(
    "[T3] never makes a control id of what the user types: %j",
    (typed) => {
      const prompt = tokenizer.encode(dollyPrompt({ instruction: typed, context: typed }));
      const plain = tokenizer.encode(dollyPrompt({ instruction: "a", context: null }));
      const controls = (ids: number[]) => ids.filter((id) => id < 2 || id >= 50277);
      expect(controls(prompt)).toEqual(controls(plain));
    },
  );

  it("[T3] shows typed control words back literally", () => {
    const detokenizer = new Detokenizer((id) => tokenizer.bytesOf(id));
    const text = tokenizer.encodeText("say ### End twice").map((id) => detokenizer.push(id));
    expect(text.join("") + detokenizer.finish()).toBe("say ### End twice");
  });

  it("[T4] takes a response key that has its newline inside the token", () => {
    const added = json.added_tokens.map((token: { content: string }) =>
      token.content === RESPONSE ? { ...token, content: `${RESPONSE}\n` } : token,
    );
    const retrained = new Tokenizer({ ...json, added_tokens: added }, config, 50280);
    const prompt = dollyPrompt({ instruction: "Hello", context: null });
    expect(retrained.encode(prompt)).toEqual(tokenizer.encode(prompt).slice(0, -1));
  });

  it("[T5] ends answers at the end key and at the end of text", () => {
    expect([...tokenizer.endIds].sort((a, b) => a - b)).toEqual([0, 50277]);
  });

  it("[T6] refuses a tokenizer without Dolly's keys, naming the missing one", () => {
    const added = json.added_tokens.filter((token: { content: string }) => token.content !== END);
    expect(() => new Tokenizer({ ...json, added_tokens: added }, config, 50280)).toThrow(/lacks the token "### End"/);
  });

  it("[T6] refuses a tokenizer that does not fit the model's vocabulary, with both numbers", () => {
    expect(() => new Tokenizer(json, config, 4096)).toThrow(/token id \d+, and the model knows 4096 ids/);
  });
});

/** The text as a prompt's segments, control words as controls. */
function segments(text: string): Segment[] {
  return text
    .split(/(### End|### Instruction:|### Response:)/)
    .filter(Boolean)
    .map((part) => (part === END || part === INSTRUCTION || part === RESPONSE ? { control: part } : { text: part }));
}
