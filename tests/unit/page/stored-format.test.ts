import { describe, expect, it } from "vitest";
import {
  parseConversation,
  parseEntry,
  parseJournal,
  storedConversation,
  storedEntry,
  storedJournal,
} from "../../../src/state/stored-format.ts";
import { answer, conversationOf, instruction } from "./world.ts";

const conversation = conversationOf(
  instruction("a", null, { context: "a passage", task: "closed_qa" }),
  answer("a1", "a", { firstTokenMs: null, tokensPerSecond: null, problem: "It stopped." }),
);
const entry = {
  id: "one",
  title: "A?",
  createdAt: 1,
  updatedAt: 10,
  pinned: true,
  archived: false,
  folder: "Letters",
  deletedAt: null,
};
const journal = { conversationId: "one", instruction: instruction("a"), answer: answer("a1", "a") };

describe("a stored record", () => {
  it("[J1] is read back as it was written", () => {
    expect(parseConversation(structuredClone(storedConversation(conversation)))).toEqual(conversation);
    expect(parseEntry(structuredClone(storedEntry(entry)))).toEqual(entry);
    expect(parseJournal(structuredClone(storedJournal(journal)))).toEqual(journal);
  });

  it("[J1] names its version", () => {
    expect(storedConversation(conversation).version).toBe(2);
    expect(() => parseConversation({ ...storedConversation(conversation), version: 0 })).toThrow(/version is 0, not 2/);
  });

  it.each([
    ["nothing", null],
    ["text", "{}"],
    ["a list", []],
    ["no messages", { ...storedConversation(conversation), messages: undefined }],
    ["a title that is a number", { ...storedConversation(conversation), title: 3 }],
    ["a time that is no number", { ...storedConversation(conversation), updatedAt: Number.NaN }],
    [
      "a message of no kind",
      { ...storedConversation(conversation), messages: [{ ...instruction("a"), kind: "note" }] },
    ],
    ["an answer that ended by no known reason", withAnswer({ stop: "bored" })],
    ["an answer without a seed", withAnswer({ seed: undefined })],
    ["a rating that is none", withAnswer({ rating: "splendid" })],
    ["a path that is no list", { ...storedConversation(conversation), chosen: {} }],
    ["a pin that is neither true nor false", { ...storedConversation(conversation), pinned: 1 }],
    ["an answer whose text is not text", withAnswer({ text: null })],
    [
      "two messages with one id",
      { ...storedConversation(conversation), messages: [instruction("a"), instruction("a")] },
    ],
  ])("[J2] is refused, naming the place, where it holds %s", (_, value) => {
    expect(() => parseConversation(value)).toThrow(
      expect.objectContaining({ code: "bad-file", message: expect.stringContaining("could not be read") }),
    );
  });

  it("[J2] is refused where a journal's answer belongs to another instruction", () => {
    expect(() => parseJournal(storedJournal({ ...journal, answer: answer("a1", "b") }))).toThrow(/does not answer/);
  });
});

function withAnswer(change: object) {
  const [asked, first] = storedConversation(conversation).messages;
  return { ...storedConversation(conversation), messages: [asked, { ...first, ...change }] };
}
