import { describe, expect, it } from "vitest";
import {
  earlierExchanges,
  merged,
  newConversation,
  renamed,
  titleOf,
  turns,
  withMessage,
  withoutMessage,
} from "../../../src/state/conversation.ts";
import { answer, conversationOf, instruction } from "./world.ts";

const ids = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

describe("a conversation", () => {
  it("[V1] puts another attempt below the answers its instruction has", () => {
    const before = conversationOf(instruction("a"), answer("a1", "a"), instruction("b"), answer("b1", "b"));
    const after = withMessage(before, answer("a2", "a"), 20);
    expect(ids(after.messages)).toEqual(["a", "a1", "a2", "b", "b1"]);
    expect(after.updatedAt).toBe(20);
    expect(ids(before.messages)).toEqual(["a", "a1", "b", "b1"]);
  });

  it("[V1] replaces a message that has the same id", () => {
    const before = conversationOf(instruction("a"), answer("a1", "a", { text: "half", stop: "interrupted" }));
    const after = withMessage(before, answer("a1", "a", { text: "whole" }), 20);
    expect(after.messages).toHaveLength(2);
    expect(after.messages[1]).toMatchObject({ text: "whole", stop: "end" });
  });

  it("[V1] reads as turns: an instruction and its answers", () => {
    const conversation = conversationOf(instruction("a"), answer("a1", "a"), instruction("b"), answer("a2", "a"));
    expect(turns(conversation).map((turn) => [turn.instruction.id, ids(turn.answers)])).toEqual([
      ["a", ["a1", "a2"]],
      ["b", []],
    ]);
  });

  it("[V1] lets a withdrawn instruction leave no trace", () => {
    const conversation = conversationOf(instruction("a"), answer("a1", "a"), instruction("b"));
    expect(ids(withoutMessage(conversation, "b").messages)).toEqual(["a", "a1"]);
  });
});

describe("a title", () => {
  it("[V2] is the first instruction, on one line", () => {
    expect(titleOf(conversationOf(instruction("a", "Name\n  five birds."), instruction("b", "Why?")))).toBe(
      "Name five birds.",
    );
  });

  it("[V2] is cut between whole characters", () => {
    const title = titleOf(conversationOf(instruction("a", "🐑".repeat(80))));
    expect(title).toBe(`${"🐑".repeat(60)}…`);
  });

  it("[V2] is the name the user gave, until that is blank", () => {
    const conversation = conversationOf(instruction("a", "Name five birds."));
    expect(titleOf(renamed(conversation, "  Birds "))).toBe("Birds");
    expect(titleOf(renamed(renamed(conversation, "Birds"), " "))).toBe("Name five birds.");
  });

  it("[V2] says so where there is no instruction yet", () => {
    expect(titleOf(newConversation("one", 1))).toBe("New conversation");
  });
});

describe("the exchanges sent along", () => {
  it("[V3] are oldest first, with the passage and the latest answer of each", () => {
    const conversation = conversationOf(
      instruction("a", "A?", "a passage"),
      answer("a1", "a"),
      answer("a2", "a", { stop: "stopped" }),
      instruction("b", "B?"),
      answer("b1", "b"),
    );
    expect(earlierExchanges(conversation, null)).toEqual([
      { instruction: "A?", context: "a passage", response: "answer a2" },
      { instruction: "B?", context: null, response: "answer b1" },
    ]);
  });

  it("[V3] end before the instruction that is asked again", () => {
    const conversation = conversationOf(instruction("a", "A?"), answer("a1", "a"), instruction("b"), instruction("c"));
    expect(earlierExchanges(conversation, "b").map(({ response }) => response)).toEqual(["answer a1"]);
    expect(earlierExchanges(conversation, "a")).toEqual([]);
  });

  it("[V3] leave out answers that were interrupted or have no words", () => {
    const conversation = conversationOf(
      instruction("a"),
      answer("a1", "a"),
      answer("a2", "a", { stop: "interrupted" }),
      instruction("b"),
      answer("b1", "b", { stop: "interrupted" }),
      instruction("c"),
      answer("c1", "c", { text: "", stop: "stopped" }),
    );
    expect(earlierExchanges(conversation, null).map(({ response }) => response)).toEqual(["answer a1"]);
  });
});

describe("two tabs", () => {
  it("[V4] lose no message of each other", () => {
    const common = conversationOf(instruction("a"), answer("a1", "a"));
    const mine = withMessage(common, instruction("mine"), 20);
    const other = withMessage(withMessage(common, answer("a2", "a"), 15), instruction("other"), 16);
    const result = merged(mine, other);
    expect(new Set(ids(result.messages))).toEqual(new Set(["a", "a1", "a2", "mine", "other"]));
    expect(ids(result.messages).indexOf("a2")).toBe(2);
    expect(result.updatedAt).toBe(20);
  });

  it("[V4] prefer a finished answer over the same one interrupted", () => {
    const half = conversationOf(instruction("a"), answer("a1", "a", { text: "half", stop: "interrupted" }));
    const whole = conversationOf(instruction("a"), answer("a1", "a", { text: "whole" }));
    expect(merged(half, whole).messages[1]).toMatchObject({ text: "whole" });
    expect(merged(whole, half).messages[1]).toMatchObject({ text: "whole" });
  });
});
