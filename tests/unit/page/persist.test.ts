import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { filed, withMessage } from "../../../src/state/branches.ts";
import { path, titleOf } from "../../../src/state/conversation.ts";
import { Persist, type Unread } from "../../../src/state/persist.ts";
import { type Journal, storedConversation, storedJournal } from "../../../src/state/stored-format.ts";
import { memoryTable } from "../../../src/state/table.ts";
import { answer, conversationOf, instruction } from "./world.ts";

const conversation = conversationOf(instruction("a"), answer("a1", "a"));
const journal: Journal = { conversationId: "one", instruction: instruction("b"), answer: answer("b1", "b") };

function world() {
  const table = memoryTable();
  const put = (key: string, value: unknown) => table.transact([], () => new Map([[key, value]]));
  const persist = new Persist(table);
  const entries = () => persist.entries([]);
  return { table, put, persist, entries };
}

/** A device on which that version of the page has stored its records. */
async function fixture(version: 1 | 2) {
  const file = fileURLToPath(new URL(`../../fixtures/stored/version-${version}.json`, import.meta.url));
  const made = world();
  for (const [key, value] of Object.entries(JSON.parse(readFileSync(file, "utf8")))) await made.put(key, value);
  return made;
}

describe("keeping conversations", () => {
  it("[J3] stores a conversation and its entry in the list each under a key of its own", async () => {
    const { persist, table, entries } = world();
    await persist.write(filed(conversation, { pinned: true, folder: "Birds" }, 5));
    expect(await table.keys("")).toEqual(["entry/one", "tree/one"]);
    expect(await entries()).toEqual([
      {
        id: "one",
        title: titleOf(conversation),
        createdAt: 1,
        updatedAt: 10,
        pinned: true,
        archived: false,
        folder: "Birds",
        deletedAt: null,
      },
    ]);
    expect(await persist.conversation("one", [])).toMatchObject({ messages: conversation.messages });
  });

  it("[V4] joins what another tab has written meanwhile", async () => {
    const { persist } = world();
    await persist.write(withMessage(conversation, instruction("theirs", "a1"), 20));
    const written = await persist.write(withMessage(conversation, instruction("mine", "a1"), 21));
    expect(written.messages.map(({ id }) => id)).toContain("theirs");
    expect((await persist.conversation("one", []))?.messages).toHaveLength(4);
  });

  it("[J4] keeps a deleted conversation while it can be had back, and no longer", async () => {
    const { persist, table, entries } = world();
    await persist.write(conversation);
    await persist.mark("one", 1000);
    expect(await entries()).toEqual([]);
    await persist.tidy(2000, []);
    await persist.mark("one", null);
    expect(await entries()).toHaveLength(1);
    await persist.mark("one", 1000);
    await persist.tidy(9_999_999, []);
    expect(await table.keys("")).toEqual([]);
  });

  it("[J5] sets a damaged conversation aside, names it, and reads the others", async () => {
    const { persist, put, table, entries } = world();
    await persist.write(conversation);
    await put("tree/two", { version: 2, id: "two" });
    const unread: Unread[] = [];
    expect(await persist.tidy(0, unread)).toEqual([]);
    expect(unread).toEqual([{ key: "tree/two", why: "damaged" }]);
    expect(await table.get("damaged/tree/two")).toEqual({ version: 2, id: "two" });
    expect((await entries()).map(({ id }) => id)).toEqual(["one"]);
  });

  it("[J5] finds every conversation again whose entry is damaged or gone", async () => {
    const { persist, put, entries } = world();
    await persist.write(conversation);
    await put("entry/one", "nonsense");
    expect(await entries()).toEqual([]);
    expect((await persist.tidy(0, [])).map(({ id }) => id)).toEqual(["one"]);
    expect((await entries()).map(({ id }) => id)).toEqual(["one"]);
  });

  it("[J5] sets aside a damaged record it is about to replace", async () => {
    const { persist, put, table } = world();
    await put("tree/one", "nonsense");
    await persist.write(conversation);
    expect(await table.get("damaged/tree/one")).toBe("nonsense");
    expect(await persist.conversation("one", [])).toEqual(conversation);
  });
});

describe("records of other versions", () => {
  it("[J8] opens what version 1 stored: every attempt, and the branch that was continued", async () => {
    const { persist, entries, table } = await fixture(1);
    expect((await entries()).map(({ id, title }) => [id, title])).toEqual([
      ["one", "What is the capital of Norway?"],
      ["two", "Frank"],
    ]);
    const one = (await persist.conversation("one", []))!;
    expect(one.messages).toHaveLength(6);
    expect(path(one).map(({ message, siblings }) => [message.id, siblings.length])).toEqual([
      ["q1", 1],
      ["a1", 2],
      ["q2", 1],
      ["b2", 2],
    ]);
    const journals: Journal[] = [];
    await persist.recover(
      async (each) => void journals.push(each),
      () => expect.unreachable(),
    );
    await expect.poll(() => journals).toMatchObject([{ answer: { id: "d1", text: "He bou" } }]);
    await persist.write(one);
    expect(await table.keys("")).toEqual(["conversation/two", "entry/one", "entry/two", "tree/one"]);
    expect(await persist.conversation("one", [])).toEqual(one);
  });

  it("[J8] opens what version 2 stored", async () => {
    const { persist, entries } = await fixture(2);
    expect(await entries()).toMatchObject([{ id: "one", pinned: true, folder: "Geography" }]);
    const one = (await persist.conversation("one", []))!;
    expect(path(one).map(({ message }) => message.id)).toEqual(["q1", "a1", "q2", "b1"]);
    expect(one.messages[1]).toMatchObject({ rating: "up" });
    expect(one.removed.get("gone")).toBe(1760000003000);
  });

  it("[J9] leaves what a newer version stored where it is, and says so", async () => {
    const { persist, put, table, entries } = world();
    const newer = { ...storedConversation(conversation), version: 3, surprise: true };
    await put("tree/one", newer);
    await put("entry/one", { version: 3, id: "one" });
    await put("journal/b1", { ...storedJournal(journal), version: 3 });
    const unread: Unread[] = [];
    expect(await persist.entries(unread)).toEqual([]);
    expect(await persist.tidy(0, unread)).toEqual([]);
    expect(await persist.conversation("one", unread)).toBeNull();
    await expect(persist.write(conversation)).rejects.toThrow(/newer version of this page \(format 3/);
    await persist.recover(
      () => expect.unreachable(),
      (each) => unread.push(each),
    );
    await expect.poll(() => unread).toHaveLength(3);
    expect(new Set(unread.map(({ why }) => why))).toEqual(new Set(["newer"]));
    expect(await table.get("tree/one")).toEqual(newer);
    expect(await table.keys("")).toEqual(["entry/one", "journal/b1", "tree/one"]);
    expect(await entries()).toEqual([]);
  });
});

describe("the journal", () => {
  it("[J6] is handed over once", async () => {
    const { persist, table } = world();
    await persist.writeJournal(journal);
    const adopted: Journal[] = [];
    await persist.recover(
      async (each) => void adopted.push(each),
      () => expect.unreachable(),
    );
    await expect.poll(() => table.keys("")).toEqual([]);
    expect(adopted).toEqual([journal]);
  });

  it("[J6] is set aside and named where it is damaged", async () => {
    const { persist, put, table } = world();
    await put("journal/b1", { version: 2 });
    const unread: Unread[] = [];
    await persist.recover(
      () => expect.unreachable(),
      (each) => unread.push(each),
    );
    await expect.poll(() => unread).toEqual([{ key: "journal/b1", why: "damaged" }]);
    expect(await table.keys("")).toEqual(["damaged/journal/b1"]);
  });
});
