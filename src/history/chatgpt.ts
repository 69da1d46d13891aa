/**
 * ChatGPT's export, conversations.json: an array of
 *
 *   { id, title, create_time, update_time, current_node,
 *     mapping: { <node id>: { id, parent, children, message: null | { author: { role }, create_time, content, metadata } } } }
 *
 * Times are seconds. A node without words (the root, a system message, a tool's output) is passed over, and what follows
 * it hangs on what came before. Pictures and files in a message are left out.
 */

import type { Conversation } from "../state/conversation.ts";
import { type Fields, field, fieldsOf, inner, secondsIn, textIn } from "./fields.ts";
import { grown, type Sprout } from "./grown.ts";

export function isChatGpt(value: Fields): boolean {
  return inner(value, "mapping") !== null;
}

export function chatGptId(value: Fields): string | null {
  return textIn(value, "conversation_id") ?? textIn(value, "id");
}

export function fromChatGpt(value: Fields, id: string, now: number): Conversation {
  const nodes = new Map(Object.entries(inner(value, "mapping")!).map(([key, node]) => [key, fieldsOf(node)]));
  const kept = new Map<string, Sprout>();
  for (const [key, node] of nodes) {
    const sprout = sproutOf(key, node);
    if (sprout) kept.set(key, sprout);
  }
  /** The nearest node from `key` upwards that has words. */
  const nearest = (key: string | null): string | null => {
    const passed = new Set<string>();
    for (let each = key; each !== null && !passed.has(each); each = textIn(nodes.get(each) ?? null, "parent")) {
      if (kept.has(each)) return each;
      passed.add(each);
    }
    return null;
  };
  const sprouts = [...kept.values()].map((sprout) => ({ ...sprout, parentId: nearest(sprout.parentId) }));
  const plant = {
    title: textIn(value, "title"),
    createdAt: secondsIn(value, "create_time"),
    updatedAt: secondsIn(value, "update_time"),
    currentId: nearest(textIn(value, "current_node")),
    archived: field(value, "is_archived") === true,
  };
  return grown(id, plant, sprouts, now);
}

function sproutOf(id: string, node: Fields | null): Sprout | null {
  const message = inner(node, "message");
  const role = textIn(inner(message, "author"), "role");
  const metadata = inner(message, "metadata");
  if ((role !== "user" && role !== "assistant") || field(metadata, "is_visually_hidden_from_conversation") === true) {
    return null;
  }
  const text = wordsOf(inner(message, "content"));
  if (text.trim() === "") return null;
  return {
    id,
    parentId: textIn(node, "parent"),
    role,
    text,
    at: secondsIn(message, "create_time"),
    model: textIn(metadata, "model_slug") ?? "ChatGPT",
  };
}

function wordsOf(content: Fields | null): string {
  const parts = field(content, "parts");
  if (Array.isArray(parts)) return parts.filter((part) => typeof part === "string").join("\n\n");
  return textIn(content, "text") ?? "";
}
