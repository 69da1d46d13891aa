/**
 * Instruction, passage and earlier exchanges → Dolly's prompt.
 *
 * A prompt is a list of segments. A *control* segment is one of Dolly's special tokens; a *text* segment is everything
 * else, the user's words included. Because only control segments may become control ids, a user who types `### End` gets
 * the characters `### End` and never the token. Source of the wording: databrickslabs/dolly, training/consts.py.
 *
 * Knows nothing of token ids or lengths.
 */

export const END = "### End";
export const INSTRUCTION = "### Instruction:";
export const RESPONSE = "### Response:";

const intro =
  "Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n";

/** What every prompt begins with. */
export const dollyOpening: readonly Segment[] = [{ text: intro }, { control: INSTRUCTION }];

export type Segment =
  | { readonly control: typeof END | typeof INSTRUCTION | typeof RESPONSE }
  | { readonly text: string };

/** One instruction with the passage it is about; `context` is null where there is none. */
export interface Request {
  readonly instruction: string;
  readonly context: string | null;
}

export interface Exchange extends Request {
  readonly response: string;
}

/**
 * The prompt up to the place where the answer begins.
 *
 * Earlier exchanges stand before the new one in the form the model saw in training: the introduction once, then
 * instruction, response and end key for each. Dolly was trained on single instructions; giving earlier exchanges again is
 * its makers' advice for follow-ups (databrickslabs/dolly issue 146). Text is neither stripped nor escaped.
 */
export function dollyPrompt(request: Request, earlier: readonly Exchange[] = []): Segment[] {
  const segments: Segment[] = [{ text: intro }];
  for (const exchange of earlier) {
    segments.push(...opening(exchange), { text: `${exchange.response}\n\n` }, { control: END }, { text: "\n\n" });
  }
  segments.push(...opening(request));
  return segments;
}

/** The prompt as one string, as the model card shows it. */
export function promptText(segments: readonly Segment[]): string {
  return segments.map((segment) => ("control" in segment ? segment.control : segment.text)).join("");
}

function opening({ instruction, context }: Request): Segment[] {
  const slot = context === null ? instruction : `${instruction}\n\nInput:\n${context}`;
  return [{ control: INSTRUCTION }, { text: `\n${slot}\n\n` }, { control: RESPONSE }, { text: "\n" }];
}
