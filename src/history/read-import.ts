/**
 * Files from anywhere → conversations that can be brought in, and what could not be read, each with its reason. Reads in a
 * stream and touches nothing that is here.
 */

import type { Conversation } from "../state/conversation.ts";
import { titleOf } from "../state/conversation.ts";
import { withoutUnseen } from "../words/unseen.ts";
import { words } from "../words/words.ts";
import { chatGptId, fromChatGpt, isChatGpt } from "./chatgpt.ts";
import { datasetName, fromDolly15k, isDolly15k } from "./dolly-15k.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { type JsonValue, jsonValues } from "./json-values.ts";
import { fromOpenWebUi, isOpenWebUi, openWebUiId } from "./open-webui.ts";
import { fromOwn, isOwn } from "./own-format.ts";

export interface Offer {
  readonly conversation: Conversation;
  readonly title: string;
  /** It is on this device already, with all its messages. */
  readonly here: boolean;
}

export interface Unreadable {
  readonly file: string;
  readonly why: string;
}

export interface Reading {
  readonly offers: readonly Offer[];
  readonly unreadable: readonly Unreadable[];
}

/** As many as the field for it takes. */
const MOST_FOLDER_CHARS = 60;

interface Call {
  readonly signal: AbortSignal;
  /** How many bytes of all files have been read. */
  emit(readBytes: number): void;
}

/** `known` gives the conversation of that id that is on this device. */
export async function readImport(
  files: readonly File[],
  known: (id: string) => Promise<Conversation | null>,
  { signal, emit }: Call,
): Promise<Reading> {
  const offers = new Map<string, Offer>();
  const unreadable: Unreadable[] = [];
  const now = Date.now();
  let readBytes = 0;
  for (const file of files) {
    const miss = (why: string) => unreadable.push({ file: file.name, why });
    if (await isZip(file)) {
      miss(words().history.unreadable.zip);
      continue;
    }
    let found = 0;
    const chunks = textChunks(file, signal, (bytes) => {
      readBytes += bytes;
      emit(readBytes);
    });
    try {
      for await (const value of jsonValues(chunks)) {
        found++;
        try {
          const conversation = await conversationIn(value, file.name, now);
          const offer = await offered(conversation, known);
          offers.set(offer.conversation.id, offer);
        } catch (error) {
          miss(words().history.unreadable.entry(value.ordinal, reasonOf(error)));
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      miss(reasonOf(error));
    }
    if (found === 0) miss(words().history.unreadable.empty);
  }
  return { offers: [...offers.values()], unreadable };
}

/** Throws with the reason where the value is no conversation. */
async function conversationIn(value: JsonValue, file: string, now: number): Promise<Conversation> {
  const w = words().history.unreadable;
  if (value.kind !== "value") throw new Error(value.kind === "too-large" ? w.tooLarge : w.cutOff);
  const fields = fieldsOf(JSON.parse(value.text));
  if (!fields) throw new Error(w.noConversation);
  const conversation = await read(fields, value.text, file, now);
  if (conversation.messages.length === 0) throw new Error(w.noMessages);
  const { folder } = conversation;
  return { ...conversation, folder: folder && withoutUnseen(folder).slice(0, MOST_FOLDER_CHARS) };
}

async function read(fields: Fields, text: string, file: string, now: number): Promise<Conversation> {
  if (isOwn(fields)) return fromOwn(fields, now);
  if (isChatGpt(fields)) return fromChatGpt(fields, await idFrom("chatgpt", chatGptId(fields) ?? text), now);
  if (isOpenWebUi(fields)) return fromOpenWebUi(fields, await idFrom("open-webui", openWebUiId(fields) ?? text), now);
  if (isDolly15k(fields)) {
    const { instruction, context, response } = fields;
    const id = await idFrom(datasetName, JSON.stringify([instruction, context, response]));
    return { ...fromDolly15k(fields, id, now), folder: file.replace(/\.\w+$/, "") };
  }
  throw new Error(words().history.unreadable.noConversation);
}

/** The same conversation has the same id each time it is brought in: that is how it is recognised. */
async function idFrom(source: string, what: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${source}\n${what}`));
  return `${source}-${Array.from(new Uint8Array(hash, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** What is here is never changed by a file: where it differs, the file's comes in beside it. */
async function offered(
  conversation: Conversation,
  known: (id: string) => Promise<Conversation | null>,
): Promise<Offer> {
  const title = titleOf(conversation);
  const own = await known(conversation.id);
  if (!own) return { conversation, title, here: false };
  const ids = new Set([...own.messages.map(({ id }) => id), ...own.removed.keys()]);
  if (conversation.messages.every(({ id }) => ids.has(id))) return { conversation, title, here: true };
  const messages = conversation.messages.map(({ id }) => id).sort();
  const copy = { ...conversation, id: await idFrom("copy", JSON.stringify([conversation.id, messages])) };
  return { conversation: copy, title, here: (await known(copy.id)) !== null };
}

async function* textChunks(file: File, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = file.stream().getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      onBytes(value.length);
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    await reader.cancel();
  }
}

async function isZip(file: File): Promise<boolean> {
  const [p, k] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return p === 0x50 && k === 0x4b;
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return words().history.unreadable.noJson;
  if (error instanceof RangeError) return words().history.unreadable.tooDeep;
  return error instanceof Error ? error.message : String(error);
}
