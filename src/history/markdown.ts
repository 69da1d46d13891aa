/** The branch of a conversation that is shown, as Markdown to read elsewhere. */

import { type Conversation, path, titleOf } from "../state/conversation.ts";
import { words } from "../words/words.ts";

export function toMarkdown(conversation: Conversation): string {
  const w = words().history;
  const parts = path(conversation).map(({ message }) => {
    if (message.kind === "answer") return `**${message.modelName}**\n\n${message.text}`;
    const passage = message.context === null ? "" : `\n\n${quoted(message.context)}`;
    return `**${w.you}**\n\n${message.instruction}${passage}`;
  });
  return `${[`# ${titleOf(conversation)}`, ...parts].join("\n\n")}\n`;
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
