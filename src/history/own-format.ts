/**
 * This page's own export: JSON Lines, one conversation a line as it is stored, with its whole tree:
 *
 *   {"format":"dolly-conversation","version":2,"id":…,"messages":[…],…}
 */

import type { Conversation } from "../state/conversation.ts";
import { parseConversation, storedConversation } from "../state/stored-format.ts";
import { type Fields, textIn } from "./fields.ts";

const format = "dolly-conversation";

export function isOwn(value: Fields): boolean {
  return textIn(value, "format") === format;
}

export function toOwn(conversation: Conversation): string {
  return `${JSON.stringify({ format, ...storedConversation(conversation) })}\n`;
}

/** Throws where a field is not what it must be. Nothing in it is from later than `now`: it would win over every change. */
export function fromOwn(value: Fields, now: number): Conversation {
  const read = parseConversation(value);
  const past = (time: number) => Math.min(time, now);
  return {
    ...read,
    createdAt: past(read.createdAt),
    updatedAt: past(read.updatedAt),
    filedAt: past(read.filedAt),
    chosenAt: past(read.chosenAt),
    removed: new Map(),
    messages: read.messages.map((message) => ({
      ...message,
      createdAt: past(message.createdAt),
      changedAt: past(message.changedAt),
    })),
  };
}
