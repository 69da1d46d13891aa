import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDolly15k } from "../../../src/history/dolly-15k.ts";
import { answeredElsewhere } from "../../../src/history/grown.ts";
import { type JsonValue, jsonValues } from "../../../src/history/json-values.ts";
import { toMarkdown } from "../../../src/history/markdown.ts";
import { toOwn } from "../../../src/history/own-format.ts";
import { readImport } from "../../../src/history/read-import.ts";
import { filed, shown } from "../../../src/state/branches.ts";
import { type Conversation, path } from "../../../src/state/conversation.ts";
import { answer, conversationOf, instruction } from "../page/world.ts";

const tree = filed(
  shown(
    conversationOf(
      instruction("a", null, { instruction: "What is the capital of Norway?", context: "Oslo lies by a fjord." }),
      answer("a1", "a", { text: "Oslo.", rating: "up" }),
      instruction("b", "a1", { instruction: "And of Sweden?", task: "open_qa" }),
      answer("b1", "b", { text: "Stockholm." }),
      answer("a2", "a", { text: "Bergen.", createdAt: 3 }),
    ),
    "b1",
    20,
  ),
  { title: "Capitals", pinned: true },
  21,
);

async function read(text: string | Uint8Array<ArrayBuffer>, known: readonly Conversation[] = [], name = "some.json") {
  const files = [new File([text], name)];
  const call = { signal: new AbortController().signal, emit: () => {} };
  return readImport(files, async (id) => known.find((each) => each.id === id) ?? null, call);
}

const seen = (conversation: Conversation) =>
  path(conversation).map(({ message, siblings }) => [
    message.kind === "answer" ? message.text : message.instruction,
    siblings.length,
  ]);

const node = (id: string, parent: string | null, role: string, text: string | null, children: string[] = []) => ({
  id,
  parent,
  children,
  message:
    text === null
      ? null
      : {
          id,
          author: { role },
          create_time: 1700000000 + Number(id),
          content: { content_type: "text", parts: [text] },
          metadata: { model_slug: "gpt-4o" },
        },
});

const chatGpt = {
  title: "Capitals",
  create_time: 1700000000.5,
  update_time: 1700000100,
  conversation_id: "6f0c",
  current_node: "5",
  mapping: {
    "0": node("0", null, "system", null, ["1"]),
    "1": node("1", "0", "system", "", ["2"]),
    "2": node("2", "1", "user", "Capital of Norway?", ["3", "6"]),
    "3": node("3", "2", "tool", "searching", ["4"]),
    "4": node("4", "3", "assistant", "Oslo.", ["5"]),
    "5": node("5", "4", "user", "And of Sweden?"),
    "6": {
      ...node("6", "2", "assistant", "x"),
      message: {
        author: { role: "assistant" },
        content: { content_type: "multimodal_text", parts: [{ content_type: "image" }, "It is Oslo."] },
      },
    },
  },
};

const openWebUi = {
  id: "w1",
  title: "Capitals",
  created_at: 1700000000,
  updated_at: 1700000100,
  pinned: true,
  archived: false,
  chat: {
    title: "Capitals",
    history: {
      currentId: "4",
      messages: {
        "1": {
          id: "1",
          parentId: null,
          childrenIds: ["2", "4"],
          role: "user",
          content: "Capital?",
          timestamp: 1700000001,
        },
        "2": { id: "2", parentId: "1", role: "assistant", content: "Oslo.", timestamp: 1700000002, model: "llama3" },
        "4": {
          id: "4",
          parentId: "1",
          role: "assistant",
          content: "It is Oslo.",
          timestamp: 1700000003,
          modelName: "Llama 3",
          annotation: { rating: -1 },
        },
      },
    },
  },
};

const row = { instruction: "Who?", context: "A passage.", response: "Frank.", category: "closed_qa" };

describe("export", () => {
  it("[C10] gives the branch that is shown as Markdown", () => {
    expect(toMarkdown(tree)).toBe(
      "# Capitals\n\n**You**\n\nWhat is the capital of Norway?\n\n> Oslo lies by a fjord.\n\n**Dolly Pocket**\n\nOslo.\n\n" +
        "**You**\n\nAnd of Sweden?\n\n**Dolly Pocket**\n\nStockholm.\n",
    );
  });

  it("[C10] gives whole conversations as JSON Lines, which come back as they were", async () => {
    const other = { ...conversationOf(instruction("x", null, { instruction: '\u2028 }{ \\" [' })), id: "two" };
    const { offers, unreadable } = await read(toOwn(tree) + toOwn(other));
    expect(unreadable).toEqual([]);
    expect(offers.map(({ conversation, here }) => [conversation, here])).toEqual([
      [tree, false],
      [other, false],
    ]);
  });

  it("[C11] gives the exchanges that are shown as rows of databricks-dolly-15k", () => {
    expect(toDolly15k(tree, () => true).map((line) => JSON.parse(line))).toEqual([
      {
        instruction: "What is the capital of Norway?",
        context: "Oslo lies by a fjord.",
        response: "Oslo.",
        category: "closed_qa",
      },
      { instruction: "And of Sweden?", context: "", response: "Stockholm.", category: "open_qa" },
    ]);
    expect(toDolly15k(tree, ({ rating }) => rating === "up")).toHaveLength(1);
    const half = conversationOf(instruction("a"), answer("a1", "a", { stop: "interrupted" }));
    expect(toDolly15k(half, () => true)).toEqual([]);
  });
});

describe("import", () => {
  it("[C11] reads rows of databricks-dolly-15k as conversations of one exchange, which go out as they came", async () => {
    const lines = `${JSON.stringify(row)}\n${JSON.stringify({ ...row, context: "", category: "open_qa" })}\n`;
    const { offers } = await read(lines, [], "mine.jsonl");
    expect(offers.map(({ title, conversation }) => [title, conversation.folder])).toEqual([
      ["Who?", "mine"],
      ["Who?", "mine"],
    ]);
    expect(offers.map(({ conversation }) => toDolly15k(conversation, () => true)).join("")).toBe(lines);
  });

  it("[C12] reads ChatGPT's tree, without what has no words", async () => {
    const { offers, unreadable } = await read(JSON.stringify([chatGpt]));
    expect(unreadable).toEqual([]);
    const { conversation } = offers[0]!;
    expect(seen(conversation)).toEqual([
      ["Capital of Norway?", 1],
      ["Oslo.", 2],
      ["And of Sweden?", 1],
    ]);
    expect(conversation).toMatchObject({ title: "Capitals", createdAt: 1700000000500, updatedAt: 1700000100000 });
    expect(conversation.messages.find(({ id }) => id === "6")).toMatchObject({
      text: "It is Oslo.",
      modelName: "ChatGPT",
    });
    expect(conversation.messages.find(({ id }) => id === "4")).toMatchObject({ modelName: "gpt-4o", seed: null });
  });

  it("[C12] reads open-webui's tree, its ratings and pins, and its old lists", async () => {
    const old = {
      title: "Old",
      chat: {
        messages: [
          { role: "user", content: "A?" },
          { role: "assistant", content: "B." },
        ],
      },
    };
    const { offers, unreadable } = await read(JSON.stringify([openWebUi, old]));
    expect(unreadable).toEqual([]);
    expect(seen(offers[0]!.conversation)).toEqual([
      ["Capital?", 1],
      ["It is Oslo.", 2],
    ]);
    expect(offers[0]!.conversation).toMatchObject({ pinned: true });
    expect(offers[0]!.conversation.messages[2]).toMatchObject({ rating: "down", modelName: "Llama 3" });
    expect(seen(offers[1]!.conversation).map(([text]) => text)).toEqual(["A?", "B."]);
  });

  it("[C13] recognises what is here, and brings in what differs beside it", async () => {
    const { offers } = await read(JSON.stringify([chatGpt]));
    const again = await read(JSON.stringify([chatGpt]), [offers[0]!.conversation]);
    expect(again.offers).toMatchObject([{ here: true }]);
    const less = { ...tree, messages: tree.messages.slice(0, 2) };
    const differing = await read(toOwn(tree), [less]);
    expect(differing.offers).toMatchObject([{ here: false }]);
    expect(differing.offers[0]!.conversation.id).not.toBe(tree.id);
    expect((await read(toOwn(less), [tree])).offers).toMatchObject([{ here: true }]);
  });

  it("[C14] offers what could be read of a broken file, and lists the rest", async () => {
    const whole = JSON.stringify([chatGpt, 5, { mapping: { x: null } }, openWebUi, chatGpt]);
    const { offers, unreadable } = await read(whole.slice(0, -30).replace('"pinned":true', '"pinned":tru'));
    expect(offers.map(({ title }) => title)).toEqual(["Capitals"]);
    expect(unreadable.map(({ why }) => why)).toEqual([
      "Entry 2: It is no conversation this page knows.",
      "Entry 3: It has no messages with words.",
      "Entry 4: It is not valid JSON.",
      "Entry 5: The file ends in the middle of it.",
    ]);
    expect((await read("PK\x03\x04")).unreadable).toMatchObject([{ why: expect.stringContaining("zip archive") }]);
    expect((await read("")).unreadable).toMatchObject([{ why: expect.stringContaining("nothing to read") }]);
    expect((await read(toOwn(tree).replace('"version":2', '"version":9'))).unreadable).toMatchObject([
      { why: expect.stringContaining("newer version") },
    ]);
  });

  it("[C14] is not taken in by hostile names, circles, depths and times to come", async () => {
    const hostile = JSON.stringify([
      {
        ...chatGpt,
        mapping: { ...chatGpt.mapping, "7": node("7", "8", "user", "x"), "8": node("8", "7", "user", "y") },
      },
    ]).replace('"0":{', '"__proto__":{"id":"__proto__","parent":"constructor","message":null},"0":{');
    const { offers } = await read(hostile);
    expect(seen(offers[0]!.conversation)).toHaveLength(3);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const deep = `[${"[".repeat(200_000)}${"]".repeat(200_000)},${JSON.stringify(row)}]`;
    expect((await read(deep)).offers).toHaveLength(1);
    const later = { ...tree, updatedAt: 9e15, filedAt: 9e15, chosenAt: 9e15 };
    const [offer] = (await read(toOwn(later))).offers;
    for (const time of [offer!.conversation.updatedAt, offer!.conversation.filedAt, offer!.conversation.chosenAt]) {
      expect(time).toBeLessThanOrEqual(Date.now());
    }
  });

  it("[C14] reads or lists random damage, and never anything else", async () => {
    const text = JSON.stringify([chatGpt, openWebUi, row]) + toOwn(tree);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.nat(20), fc.string({ maxLength: 12 }), async (at, length, put) => {
        const { offers, unreadable } = await read(text.slice(0, at) + put + text.slice(at + length));
        expect(offers.length + unreadable.length).toBeGreaterThan(0);
        for (const { conversation } of offers) expect(conversation.messages.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe("the values of a stream", () => {
  const cut = async (chunks: readonly string[], max?: number) => {
    const values: JsonValue[] = [];
    const stream = (async function* () {
      yield* chunks;
    })();
    for await (const value of jsonValues(stream, max)) values.push(value);
    return values.map((value) => (value.kind === "value" ? value.text : value.kind));
  };

  it("[C14] are cut at the same places however the text comes in pieces", async () => {
    const value = fc.jsonValue({ maxDepth: 3 }).map((each) => ({ each }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { maxLength: 4 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (values, lines, size) => {
          const text = lines
            ? values.map((each) => `${JSON.stringify(each)}\n`).join("")
            : JSON.stringify(values, null, 1);
          const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
            text.slice(at * size, at * size + size),
          );
          expect((await cut(chunks)).map((each) => JSON.parse(each))).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("[C14] are passed over where one is too large, and the next is read", async () => {
    expect(await cut(['[{"a":"', "x".repeat(50), '"},{"b":', "1}]"], 20)).toEqual(["too-large", '{"b":1}']);
    expect(await cut(["[{}, {", '"a": "}'])).toEqual(["{}", "cut-off"]);
  });
});

it("[C5] an imported answer has no seed and no speed", () => {
  expect(answeredElsewhere("x", "y", null)).toMatchObject({ seed: null, tokens: null, edited: false });
});
