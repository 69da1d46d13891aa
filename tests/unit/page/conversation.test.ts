import { describe, expect, it } from "vitest";
import { filed, merged, rated, restored, shown, withMessage, withoutBranch } from "../../../src/state/branches.ts";
import {
  askedIn,
  type Conversation,
  earlierExchanges,
  leafId,
  newConversation,
  path,
  titleOf,
} from "../../../src/state/conversation.ts";
import { answer, conversationOf, instruction } from "./world.ts";

/** What is shown, each with the number of its siblings. */
const seen = (conversation: Conversation) =>
  path(conversation).map(
    ({ message, siblings }) => `${message.id} ${siblings.indexOf(message) + 1}/${siblings.length}`,
  );

/** a → a1, a2; a1 → b → b1; another wording of a: c → c1. */
const tree = conversationOf(
  instruction("a"),
  answer("a1", "a"),
  instruction("b", "a1"),
  answer("b1", "b"),
  answer("a2", "a", { createdAt: 3 }),
  instruction("c", null, { createdAt: 4 }),
  answer("c1", "c", { createdAt: 5 }),
);

describe("a conversation", () => {
  it("[C1] is a tree, and shows the newest branch until another is chosen", () => {
    expect(seen(tree)).toEqual(["c 2/2", "c1 1/1"]);
    expect(seen({ ...tree, chosen: new Map() })).toEqual(["c 2/2", "c1 1/1"]);
    expect(seen(shown(tree, "a", 20))).toEqual(["a 1/2", "a2 2/2"]);
    expect(seen(shown(tree, "b1", 20))).toEqual(["a 1/2", "a1 1/2", "b 1/1", "b1 1/1"]);
  });

  it("[C1] remembers in each branch what was shown there", () => {
    const there = shown(shown(tree, "b1", 20), "c", 21);
    expect(seen(shown(there, "a", 22))).toEqual(["a 1/2", "a1 1/2", "b 1/1", "b1 1/1"]);
  });

  it("[C2] keeps what another wording or attempt stands beside", () => {
    const before = shown(tree, "a1", 20);
    const after = withMessage(before, answer("a3", "a", { createdAt: 9 }), 21);
    expect(seen(after)).toEqual(["a 1/2", "a3 3/3"]);
    expect(after.messages).toHaveLength(before.messages.length + 1);
    expect(after.updatedAt).toBe(21);
  });

  it("[C2] replaces a message only by one with the same id", () => {
    const before = conversationOf(instruction("a"), answer("a1", "a", { text: "half", stop: "interrupted" }));
    const after = withMessage(before, answer("a1", "a", { text: "whole" }), 20);
    expect(after.messages).toHaveLength(2);
    expect(after.messages[1]).toMatchObject({ text: "whole", stop: "end" });
  });

  it("[C3] loses a message with all that follows it, and nothing else", () => {
    const { conversation, taken } = withoutBranch(tree, "a1", 30);
    expect(taken.map(({ id }) => id)).toEqual(["a1", "b", "b1"]);
    expect(conversation.messages.map(({ id }) => id)).toEqual(["a", "a2", "c", "c1"]);
    expect(conversation.removed.get("b1")).toBe(30);
  });

  it("[C3] has what was deleted back, and shows it", () => {
    const { conversation, taken } = withoutBranch(shown(tree, "b1", 20), "a1", 30);
    const back = restored(conversation, taken, 30);
    expect(seen(back)).toEqual(["a 1/2", "a1 1/2", "b 1/1", "b1 1/1"]);
    expect(back.removed.size).toBe(0);
    expect(seen(merged(conversation, back))).toEqual(seen(back));
  });

  it("[V1] shows each message after the one it follows, whatever order they came in", () => {
    const conversation = { ...tree, messages: tree.messages.toReversed() };
    expect(path(shown(conversation, "b1", 20)).map(({ message }) => message.id)).toEqual(["a", "a1", "b", "b1"]);
    expect(leafId(shown(conversation, "b1", 20))).toBe("b1");
    expect(askedIn(conversation.messages, "b1")?.id).toBe("b");
  });

  it("[V1] shows what follows a missing message, and ends where messages follow each other in a circle", () => {
    const orphaned = conversationOf(instruction("a"), answer("z1", "z"));
    expect(seen(orphaned)).toEqual(["z1 2/2"]);
    const circle = { ...tree, messages: [instruction("x", "y"), instruction("y", "x")] };
    expect(path(circle)).toEqual([]);
    expect(earlierExchanges(circle, "x")).toEqual([]);
  });
});

describe("a title", () => {
  const asking = (words: string) => conversationOf(instruction("a", null, { instruction: words }));

  it("[V2] is the first instruction that is shown, on one line", () => {
    expect(titleOf(asking("Name\n  five birds."))).toBe("Name five birds.");
    expect(titleOf(shown(tree, "b1", 20))).toBe("instruction a");
  });

  it("[V2] is cut between whole characters", () => {
    expect(titleOf(asking("🐑".repeat(80)))).toBe(`${"🐑".repeat(60)}…`);
  });

  it("[V2] is the name the user gave, until that is blank", () => {
    const named = filed(asking("Name five birds."), { title: "  Birds " }, 20);
    expect(titleOf(named)).toBe("Birds");
    expect(titleOf(filed(named, { title: " " }, 21))).toBe("Name five birds.");
  });

  it("[U20] hides no character, and is one line of a bounded length, whoever gave it", () => {
    expect(titleOf(asking("safe\u202Eexe.txt\u200B and more"))).toBe("safeexe.txt and more");
    const named = { ...asking("Birds"), title: `a\u2066b\nc ${"x".repeat(1_000_000)}` };
    expect(titleOf(named)).toMatch(/^ab c x{190,}…$/);
  });

  it("[V2] says so where there is no instruction yet", () => {
    expect(titleOf(newConversation("one", 1))).toBe("New conversation");
  });
});

describe("the exchanges sent along", () => {
  const asked = (id: string, parentId: string | null, words: string) =>
    instruction(id, parentId, { instruction: words, context: id === "a" ? "a passage" : null });

  it("[V3] are those of the branch, oldest first, with their passages", () => {
    const conversation = conversationOf(
      asked("a", null, "A?"),
      answer("a1", "a"),
      answer("a2", "a", { stop: "stopped" }),
      asked("b", "a2", "B?"),
      answer("b1", "b"),
      asked("c", "a1", "C?"),
      answer("c1", "c"),
    );
    expect(earlierExchanges(conversation, "b1")).toEqual([
      { instruction: "A?", context: "a passage", response: "answer a2" },
      { instruction: "B?", context: null, response: "answer b1" },
    ]);
    expect(earlierExchanges(conversation, "c1").map(({ response }) => response)).toEqual(["answer a1", "answer c1"]);
    expect(earlierExchanges(conversation, "a2")).toHaveLength(1);
    expect(earlierExchanges(conversation, null)).toEqual([]);
  });

  it("[V3] leave out answers that were interrupted or have no words", () => {
    const conversation = conversationOf(
      instruction("a"),
      answer("a1", "a"),
      instruction("b", "a1"),
      answer("b1", "b", { stop: "interrupted" }),
      instruction("c", "b1"),
      answer("c1", "c", { text: "", stop: "stopped" }),
    );
    expect(earlierExchanges(conversation, "c1").map(({ response }) => response)).toEqual(["answer a1"]);
  });
});

describe("two tabs", () => {
  const common = conversationOf(instruction("a"), answer("a1", "a"));

  it("[V4] lose no message of each other, in whichever order they are joined", () => {
    const mine = withMessage(common, instruction("mine", "a1", { createdAt: 7 }), 20);
    const other = withMessage(withMessage(common, answer("a2", "a"), 15), instruction("other", "a2"), 16);
    const result = merged(mine, other);
    expect(new Set(result.messages.map(({ id }) => id))).toEqual(new Set(["a", "a1", "a2", "mine", "other"]));
    expect(result.updatedAt).toBe(20);
    expect(merged(other, mine)).toEqual(result);
    expect(merged(result, mine)).toEqual(result);
  });

  it("[V4] prefer a finished answer over the same one interrupted", () => {
    const half = conversationOf(instruction("a"), answer("a1", "a", { text: "half", stop: "interrupted" }));
    const whole = conversationOf(instruction("a"), answer("a1", "a", { text: "whole" }));
    expect(merged(half, whole).messages[1]).toMatchObject({ text: "whole" });
    expect(merged(whole, half).messages[1]).toMatchObject({ text: "whole" });
  });

  it("[C4] keep what either deleted deleted, and have back what was deleted and restored", () => {
    const { conversation: left, taken } = withoutBranch(common, "a1", 30);
    expect(merged(common, left).messages.map(({ id }) => id)).toEqual(["a"]);
    expect(merged(left, common).messages.map(({ id }) => id)).toEqual(["a"]);
    expect(merged(left, restored(left, taken, 31)).messages.map(({ id }) => id)).toEqual(["a", "a1"]);
  });

  it("[C4] let the later change count: the path, a rating, a name", () => {
    const both = withMessage(common, answer("a2", "a"), 12);
    const mine = filed(rated(shown(both, "a1", 40), "a1", "up", 41), { title: "Mine" }, 42);
    const other = filed(rated(shown(both, "a2", 50), "a1", "down", 51), { pinned: true }, 41);
    for (const result of [merged(mine, other), merged(other, mine)]) {
      expect(path(result).at(-1)?.message.id).toBe("a2");
      expect(result.messages[1]).toMatchObject({ rating: "down" });
      expect(result).toMatchObject({ title: "Mine", pinned: false });
    }
  });
});
