/**
 * Rows as in databricks-dolly-15k (the dataset's card on the hub): one JSON object a line,
 *
 *   {"instruction": …, "context": …, "response": …, "category": …}
 *
 * all of them text; `context` is empty where there is no passage. A conversation gives one row for each exchange of the
 * branch that is shown; a row comes back as a conversation of one exchange.
 */

import { withMessage } from "../state/branches.ts";
import { type Answer, type Conversation, newConversation, path } from "../state/conversation.ts";
import { type Fields, textIn } from "./fields.ts";
import { answeredElsewhere } from "./grown.ts";

export const datasetName = "databricks-dolly-15k";

export function isDolly15k(value: Fields): boolean {
  return textIn(value, "instruction") !== null && textIn(value, "response") !== null;
}

export function fromDolly15k(value: Fields, id: string, now: number): Conversation {
  const node = { createdAt: now, changedAt: now };
  const asked = withMessage(
    newConversation(id, now),
    {
      kind: "instruction",
      id: "instruction",
      parentId: null,
      ...node,
      instruction: textIn(value, "instruction")!,
      context: textIn(value, "context") || null,
      task: textIn(value, "category") || null,
    },
    now,
  );
  const response = answeredElsewhere(textIn(value, "response")!, datasetName, null);
  return withMessage(asked, { kind: "answer", id: "response", parentId: "instruction", ...node, ...response }, now);
}

/** The rows of a conversation, each with its line break; `wanted` chooses among the answers. */
export function toDolly15k(conversation: Conversation, wanted: (answer: Answer) => boolean): string[] {
  const steps = path(conversation).map(({ message }) => message);
  return steps.flatMap((answer, at) => {
    const asked = steps[at - 1];
    if (answer.kind !== "answer" || asked?.kind !== "instruction") return [];
    if (answer.text === "" || answer.stop === "interrupted" || !wanted(answer)) return [];
    const { instruction, context, task } = asked;
    const category = task ?? (context === null ? "general_qa" : "closed_qa");
    return [`${JSON.stringify({ instruction, context: context ?? "", response: answer.text, category })}\n`];
  });
}
