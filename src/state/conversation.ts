/**
 * What a conversation is: a tree of messages, and the path through it that is shown.
 *
 * Nothing is overwritten: another wording, another attempt, a corrected answer are siblings, and a message's siblings are
 * those with the same parent. Knows nothing of storage, of the engine, or of what is on the screen. How a conversation
 * changes stands in branches.ts.
 */

import type { Exchange } from "../../models/dolly/prompt.ts";
import type { Sampling } from "../../models/dolly/sampling.ts";
import type { StopReason } from "../../workers/contract/engine-api.ts";
import { withoutUnseen } from "../words/unseen.ts";
import { words } from "../words/words.ts";

interface Node {
  readonly id: string;
  /** The message it follows; null: it begins the conversation. */
  readonly parentId: string | null;
  /** Milliseconds since the epoch, as everywhere here. */
  readonly createdAt: number;
  /** Of two versions of one message, the one that changed later counts. */
  readonly changedAt: number;
}

export interface Instruction extends Node {
  readonly kind: "instruction";
  readonly instruction: string;
  /** The passage the instruction is about. */
  readonly context: string | null;
  /** Which of Dolly's kinds of task it is, as the dataset names them (`open_qa` …); null where nobody said. */
  readonly task: string | null;
}

/** `interrupted`: a crash, a reload or the worker's death cut it off; nobody asked for that. */
export type AnswerStop = StopReason | "interrupted";

export type Rating = "up" | "down";

export interface Answer extends Node {
  readonly kind: "answer";
  readonly text: string;
  readonly modelId: string;
  readonly modelName: string;
  /** Null where the model here did not write it: it was edited or imported. */
  readonly seed: number | null;
  /** How it was sampled, but for the seed; null where the model here did not write it, or nobody noted it. */
  readonly sampling: Omit<Sampling, "seed"> | null;
  /** The model's tokens of an answer that was cut off, to go on from exactly; null for all others. */
  readonly ids: readonly number[] | null;
  readonly stop: AnswerStop;
  /** Null where nobody counted. */
  readonly tokens: number | null;
  /** Null where it was not measured: an interrupted answer, or none of its tokens came. */
  readonly firstTokenMs: number | null;
  readonly tokensPerSecond: number | null;
  /** How many earlier exchanges no longer fit the window. */
  readonly earlierLeftOut: number;
  /** The sentence of the error that cut it off. */
  readonly problem: string | null;
  /** The reader has corrected it. */
  readonly edited: boolean;
  readonly rating: Rating | null;
}

export type Message = Instruction | Answer;

/** What is known of an answer that no model here has written: it was corrected or imported. */
export const writtenElsewhere = {
  seed: null,
  sampling: null,
  ids: null,
  stop: "end",
  tokens: null,
  firstTokenMs: null,
  tokensPerSecond: null,
  earlierLeftOut: 0,
  problem: null,
} as const satisfies Partial<Answer>;

export interface Conversation {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What the user named it; null until then, and the first instruction serves. */
  readonly title: string | null;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly folder: string | null;
  /** When title, pin, archive and folder were changed last. */
  readonly filedAt: number;
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Which child is shown below a message, or, below null, at the beginning; the newest where none was chosen. */
  readonly chosen: ReadonlyMap<string | null, string>;
  readonly chosenAt: number;
  /** Deleted messages and when: no other tab brings them back. */
  readonly removed: ReadonlyMap<string, number>;
}

/** A message on the path, and what could stand in its place: itself included, oldest first. */
export interface Step {
  readonly message: Message;
  readonly siblings: readonly Message[];
}

const titleChars = 60;
/** Of a title the reader or a file gave. */
const ownTitleChars = 200;

export function newConversation(id: string, now: number): Conversation {
  return {
    id,
    createdAt: now,
    updatedAt: now,
    title: null,
    pinned: false,
    archived: false,
    folder: null,
    filedAt: now,
    messages: [],
    chosen: new Map(),
    chosenAt: now,
    removed: new Map(),
  };
}

/** What is shown, from the first instruction on. */
export function path({ messages, chosen }: Pick<Conversation, "messages" | "chosen">): Step[] {
  const children = childrenOf(messages);
  const steps: Step[] = [];
  let parent: string | null = null;
  for (let siblings = children.get(parent); siblings; siblings = children.get(parent)) {
    const wanted = chosen.get(parent);
    const message: Message = siblings.find(({ id }) => id === wanted) ?? siblings.at(-1)!;
    steps.push({ message, siblings });
    parent = message.id;
  }
  return steps;
}

/** The last message on the path, where the next instruction goes. */
export function leafId(conversation: Conversation): string | null {
  return path(conversation).at(-1)?.message.id ?? null;
}

/** Children in order of age. What follows a message that is missing begins the conversation anew: nothing gets lost. */
export function childrenOf(messages: readonly Message[]): Map<string | null, Message[]> {
  const ids = new Set(messages.map(({ id }) => id));
  const children = new Map<string | null, Message[]>();
  for (const message of messages) {
    const parent = message.parentId !== null && ids.has(message.parentId) ? message.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(message);
    else children.set(parent, [message]);
  }
  return children;
}

/** A message and everything before it, the first instruction first. */
export function lineage(messages: readonly Message[], id: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const line: Message[] = [];
  for (let each = byId.get(id ?? ""); each; each = byId.get(each.parentId ?? "")) {
    byId.delete(each.id); // a circle, which no page writes, ends here
    line.push(each);
  }
  return line.reverse();
}

/** The instruction that a message answers, or that it is; null where there is none. */
export function askedIn(messages: readonly Message[], id: string): Instruction | null {
  return lineage(messages, id).findLast((message) => message.kind === "instruction") ?? null;
}

/**
 * The exchanges up to and with a message, oldest first. An answer that was interrupted is not repeated: the model would
 * learn from half a sentence that answers end in mid-word.
 */
export function earlierExchanges({ messages }: Conversation, upToId: string | null): Exchange[] {
  const exchanges: Exchange[] = [];
  let asked: Instruction | null = null;
  for (const message of lineage(messages, upToId)) {
    if (message.kind === "instruction") asked = message;
    else if (asked && message.text !== "" && message.stop !== "interrupted") {
      exchanges.push({ instruction: asked.instruction, context: asked.context, response: message.text });
      asked = null;
    }
  }
  return exchanges;
}

export function titleOf(conversation: Conversation): string {
  if (conversation.title !== null) return oneLine(conversation.title, ownTitleChars);
  const first = path(conversation).find(({ message }) => message.kind === "instruction")?.message;
  const line = first?.kind === "instruction" ? oneLine(first.instruction, titleChars) : "";
  return line === "" ? words().app.newConversation : line;
}

/** The beginning of a text on one line, with nothing hidden in it. */
function oneLine(text: string, most: number): string {
  const beginning = text.slice(0, 20 * most); // the rest, a megabyte maybe, does not matter
  const chars = [...withoutUnseen(beginning).replace(/\s+/g, " ").trim()];
  return chars.length <= most ? chars.join("") : `${chars.slice(0, most).join("").trimEnd()}…`;
}
