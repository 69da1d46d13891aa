/**
 * open-webui's export: an array of
 *
 *   { id, title, created_at, updated_at, pinned, archived,
 *     chat: { title, history: { messages: { <id>: { id, parentId, role, content, timestamp, model, annotation } }, currentId } } }
 *
 * Times are seconds. Old exports have only `chat.messages`, a list without branches.
 */

import type { Conversation, Rating } from "../state/conversation.ts";
import { type Fields, field, fieldsOf, inner, secondsIn, textIn } from "./fields.ts";
import { grown, type Sprout } from "./grown.ts";

export function isOpenWebUi(value: Fields): boolean {
  return messagesOf(value) !== null;
}

export function openWebUiId(value: Fields): string | null {
  return textIn(value, "id");
}

export function fromOpenWebUi(value: Fields, id: string, now: number): Conversation {
  const chat = inner(value, "chat");
  const messages = messagesOf(value)!;
  const sprouts = messages.map(([key, message]) => sproutOf(key, message)).filter((sprout) => sprout !== null);
  const last = messages.at(-1)?.[0] ?? null;
  const plant = {
    title: textIn(value, "title") ?? textIn(chat, "title"),
    createdAt: secondsIn(value, "created_at"),
    updatedAt: secondsIn(value, "updated_at"),
    currentId: textIn(inner(chat, "history"), "currentId") ?? last,
    pinned: field(value, "pinned") === true,
    archived: field(value, "archived") === true,
  };
  return grown(id, plant, sprouts, now);
}

function messagesOf(value: Fields): [string, Fields | null][] | null {
  const chat = inner(value, "chat");
  const tree = inner(inner(chat, "history"), "messages");
  if (tree) return Object.entries(tree).map(([key, message]) => [key, fieldsOf(message)]);
  const list = field(chat, "messages");
  if (!Array.isArray(list)) return null;
  let before: string | null = null;
  return list.map((each, at): [string, Fields | null] => {
    const id = `message ${at + 1}`;
    const message = { ...fieldsOf(each), parentId: before };
    before = id;
    return [id, message];
  });
}

function sproutOf(id: string, message: Fields | null): Sprout | null {
  const role = textIn(message, "role");
  const text = textIn(message, "content") ?? "";
  if ((role !== "user" && role !== "assistant") || text.trim() === "") return null;
  return {
    id,
    parentId: textIn(message, "parentId"),
    role,
    text,
    at: secondsIn(message, "timestamp"),
    model: textIn(message, "modelName") ?? textIn(message, "model") ?? "open-webui",
    rating: ratingOf(field(inner(message, "annotation"), "rating")),
  };
}

function ratingOf(value: unknown): Rating | null {
  if (Number(value) === 1) return "up";
  return Number(value) === -1 ? "down" : null;
}
