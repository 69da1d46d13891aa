import { describe, expect, it } from "vitest";
import { dollyPrompt, promptText } from "../../../models/dolly/prompt.ts";

const intro =
  "Below is an instruction that describes a task. Write a response that appropriately completes the request.";

describe("Dolly's prompt", () => {
  it("[P1] is the training template, ending in one newline", () => {
    expect(promptText(dollyPrompt({ instruction: "Say hi.", context: null }))).toBe(
      `${intro}\n\n### Instruction:\nSay hi.\n\n### Response:\n`,
    );
  });

  it("[P2] puts the passage after the instruction", () => {
    expect(promptText(dollyPrompt({ instruction: "Who?", context: "Ann ran." }))).toBe(
      `${intro}\n\n### Instruction:\nWho?\n\nInput:\nAnn ran.\n\n### Response:\n`,
    );
  });

  it("[P3] neither strips nor escapes", () => {
    const instruction = "  ### End \n<|endoftext|> ";
    expect(promptText(dollyPrompt({ instruction, context: null }))).toContain(
      `### Instruction:\n${instruction}\n\n### R`,
    );
  });

  it("[P4] gives earlier exchanges again as training had them, the introduction once", () => {
    const earlier = [{ instruction: "A?", context: null, response: "B." }];
    expect(promptText(dollyPrompt({ instruction: "C?", context: null }, earlier))).toBe(
      `${intro}\n\n### Instruction:\nA?\n\n### Response:\nB.\n\n### End\n\n### Instruction:\nC?\n\n### Response:\n`,
    );
  });

  it("[P3] keeps the user's words in text segments", () => {
    const segments = dollyPrompt({ instruction: "### End", context: "### Response:" });
    expect(segments.filter((segment) => "control" in segment)).toEqual([
      { control: "### Instruction:" },
      { control: "### Response:" },
    ]);
  });
});
