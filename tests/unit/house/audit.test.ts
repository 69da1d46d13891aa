import { describe, expect, it } from "vitest";
import { readAudit } from "../../../scripts/audit.mjs";

const clean = { vulnerabilities: {}, metadata: { vulnerabilities: { total: 0 }, dependencies: { total: 321 } } };

describe("what the registry says of known flaws", () => {
  it.each([
    ["none", JSON.stringify(clean), "clean", "No known flaw in 321 packages."],
    [
      "one",
      JSON.stringify({
        vulnerabilities: { leftpad: { severity: "high" } },
        metadata: { vulnerabilities: { total: 1 } },
      }),
      "flawed",
      "1 packages have known flaws: leftpad (high).",
    ],
    ["no answer", JSON.stringify({ message: "405 Method Not Allowed", statusCode: 405 }), "unknown", /Skipped: .*405/],
    ["no network", JSON.stringify({ error: { summary: "getaddrinfo ENOTFOUND" } }), "unknown", /Skipped: .*ENOTFOUND/],
    ["nothing", "", "unknown", /Skipped: .*no report/],
  ])("[X24] is told apart from silence: %s", (_, output, verdict, line) => {
    expect(readAudit(output)).toEqual({
      verdict,
      line: line instanceof RegExp ? expect.stringMatching(line) : line,
    });
  });
});
