/** Builds a conversation from messages that another application numbered and linked in its own way. */

import { shown } from "../state/branches.ts";
import {
  type Conversation,
  type Message,
  newConversation,
  type Rating,
  writtenElsewhere,
} from "../state/conversation.ts";

export interface Sprout {
  readonly id: string;
  /** Null, or what is not among the sprouts: it begins the conversation. */
  readonly parentId: string | null;
  readonly role: "user" | "assistant";
  readonly text: string;
  /** Milliseconds since the epoch; null where it was not said. */
  readonly at: number | null;
  /** What answered, for an answer. */
  readonly model: string;
  readonly rating?: Rating | null;
}

export interface Plant {
  readonly title: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  /** The last message of the branch that was shown. */
  readonly currentId: string | null;
  readonly pinned?: boolean;
  readonly archived?: boolean;
}

const MAX_TITLE_CHARS = 300;

/** `now` is for what has no time of its own; nothing is from later than that. */
export function grown(id: string, plant: Plant, sprouts: readonly Sprout[], now: number): Conversation {
  const createdAt = Math.min(plant.createdAt ?? now, now);
  const messages = sprouts.map((sprout, at): Message => {
    const time = Math.min(sprout.at ?? createdAt + at, now);
    const node = { id: sprout.id, parentId: sprout.parentId, createdAt: time, changedAt: time };
    if (sprout.role === "user") {
      return { kind: "instruction", ...node, instruction: sprout.text, context: null, task: null };
    }
    return { kind: "answer", ...node, ...answeredElsewhere(sprout.text, sprout.model, sprout.rating ?? null) };
  });
  const whole: Conversation = {
    ...newConversation(id, createdAt),
    updatedAt: Math.min(
      plant.updatedAt ?? messages.reduce((time, each) => Math.max(time, each.createdAt), createdAt),
      now,
    ),
    title: plant.title?.trim().slice(0, MAX_TITLE_CHARS) || null,
    pinned: plant.pinned ?? false,
    archived: plant.archived ?? false,
    messages,
  };
  return plant.currentId === null ? whole : shown(whole, plant.currentId, createdAt);
}

/** What an answer has that a model elsewhere has written. */
export function answeredElsewhere(text: string, model: string, rating: Rating | null) {
  return { ...writtenElsewhere, text, modelId: model, modelName: model, edited: false, rating };
}
