import { describe, expect, it } from "vitest";
import { doesNotKnow } from "../../../src/chat/answer-facts.ts";
import { sayBytes, sayError, sayParameters, saySeconds, saySpeed } from "../../../src/library/amounts.ts";
import { canInstall, findingWords, verdictOf } from "../../../src/library/finding-words.ts";
import { installFacts, installTitle } from "../../../src/library/install-words.ts";
import { sourceOf } from "../../../src/library/picked-files.ts";
import { isSameSource, revisionWords, sourceWords } from "../../../src/library/source-words.ts";
import { parseTyped } from "../../../src/library/typed-source.ts";
import type { Installation } from "../../../src/state/install-store.ts";
import { percentOf } from "../../../src/state/progress.ts";
import type { Assessment, Finding, FindingCode, InstallProgress } from "../../../workers/contract/library-api.ts";
import { answer } from "./world.ts";

const hub = (repository: string, revision = "main", host = "https://huggingface.co") => ({
  source: { kind: "hub", host, repository, revision },
});

describe("a place that was typed", () => {
  it.each([
    ["databricks/dolly-v2-3b", hub("databricks/dolly-v2-3b")],
    [" EleutherAI/pythia-1b@v1.0 ", hub("EleutherAI/pythia-1b", "v1.0")],
    ["https://huggingface.co/databricks/dolly-v2-3b", hub("databricks/dolly-v2-3b")],
    ["huggingface.co/databricks/dolly-v2-3b/", hub("databricks/dolly-v2-3b")],
    ["https://hf.co/databricks/dolly-v2-3b/tree/abc123", hub("databricks/dolly-v2-3b", "abc123")],
    ["https://huggingface.co/a/b/blob/main/config.json", hub("a/b")],
    ["http://localhost:8080/a/b/resolve/v2", hub("a/b", "v2", "http://localhost:8080")],
    ["https://models.example/dolly", { source: { kind: "url", folderUrl: "https://models.example/dolly/" } }],
    ["https://m.example/d/manifest.json?x=1", { source: { kind: "url", folderUrl: "https://m.example/d/" } }],
  ])("[Z1] %s is understood", (words, expected) => {
    expect(parseTyped(words, "https:")).toEqual(expected);
  });

  it.each([
    ["", /Type a repository/],
    ["dolly", /“dolly” is neither a repository/],
    ["ftp://host/a/b", /neither a repository.*nor an http address/],
    ["https://huggingface.co/databricks", /is no model’s page/],
    ["http://192.168.0.7/dolly/", /over https, and browsers then refuse http:\/\/192\.168\.0\.7/],
  ])("[Z1] “%s” is refused with the reason", (words, sentence) => {
    expect(parseTyped(words, "https:")).toEqual({ problem: expect.stringMatching(sentence) });
  });

  it("[Z1] a page that came by http may fetch by http", () => {
    expect(parseTyped("http://192.168.0.7/dolly/", "http:")).toEqual({
      source: { kind: "url", folderUrl: "http://192.168.0.7/dolly/" },
    });
  });
});

describe("amounts", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [999_499, "999 kB"],
    [999_500, "1 MB"],
    [5_684_548_185, "5.68 GB"],
    [38_400_000_000, "38.4 GB"],
    [1.5e15, "1,500 TB"],
  ])("[Z2] %d bytes are %s", (bytes, words) => {
    expect(sayBytes(bytes)).toBe(words);
  });

  it.each([
    [3, "a few seconds"],
    [31, "35 seconds"],
    [56, "a minute"],
    [150, "3 minutes"],
    [3590, "an hour"],
    [3600 * 1.5, "1½ hours"],
    [3600 * 26, "26 hours"],
  ])("[Z2] %d seconds are %s", (seconds, words) => {
    expect(saySeconds(seconds)).toBe(words);
  });

  it("[Z2] a percentage is 100 only when it is all", () => {
    expect(percentOf(999, 1000)).toBe(99);
    expect(percentOf(1000, 1000)).toBe(100);
    expect(percentOf(5, 0)).toBe(0);
  });

  it("[Z2] speed is what the memory allows", () => {
    expect(saySpeed(100e9, 1.87e9)).toBe("53 tokens a second");
    expect(saySpeed(2e9, 1.9e9)).toBe("1.1 tokens a second");
  });

  it("[Z2] weights and errors are said without exponents", () => {
    expect(sayParameters(2_775_086_080)).toBe("2.8 billion");
    expect(sayParameters(70_426_624)).toBe("70 million");
    expect([0, 0.00187, 0.0213, 2e-9].map(sayError)).toEqual(["0", "0.0019", "0.021", "less than 0.000001"]);
  });
});

const codes = {
  "no-room": [/needs 4\.5 GB more.*has 1\.2 GB/],
  "binding-limit": [/4\.5 GB.*1\.2 GB at a time/],
  memory: [/4\.5 GB of memory.*1\.2 GB/],
  "heap-limit": [/room for 1\.2 GB.*4\.5 GB/],
  "wrong-dtype": [/none of its versions runs/],
  phone: [/phones and tablets/],
  processor: [/no graphics adapter/],
  "no-f16": [/no 16-bit arithmetic/],
  "not-persisted": [/may delete it when the disk gets full/],
  installed: [/already/],
} satisfies Record<FindingCode, RegExp[]>;

function finding(code: FindingCode, blocks = false): Finding {
  return { code, blocks, neededBytes: 4.5e9, availableBytes: 1.2e9 };
}

function assessment(...findings: Finding[]): Assessment {
  return {
    id: "dolly-v2-3b",
    name: "Dolly 3B",
    form: "checkpoint",
    parameters: 2.8e9,
    contextLength: 2048,
    device: "webgpu",
    dtype: "q4f16",
    fetchBytes: 5.7e9,
    keepBytes: 1.9e9,
    doneBytes: 0,
    runBytes: 2.5e9,
    processorRate: null,
    storage: { usedBytes: 1e9, freeBytes: 40e9, persisted: false },
    findings,
  };
}

describe("the verdict", () => {
  it.each(Object.entries(codes))("[Z3] %s is said in a sentence with its numbers", (code, [sentence]) => {
    for (const blocks of [true, false]) {
      expect(findingWords(finding(code as FindingCode, blocks))).toMatch(sentence!);
      expect(findingWords(finding(code as FindingCode, blocks))).toMatch(/[.]$/);
    }
  });

  it.each([
    ["well", [finding("not-persisted"), finding("no-f16")]],
    ["slowly", [finding("processor"), finding("not-persisted")]],
    ["perhaps", [finding("memory"), finding("processor")]],
    ["perhaps", [finding("phone")]],
    ["no-room", [finding("no-room", true), finding("memory")]],
    ["not", [finding("binding-limit", true), finding("no-room", true)]],
    ["not", [finding("phone", true)]],
    ["installed", [finding("installed")]],
    ["installed", [finding("installed", true), finding("processor")]],
  ] as const)("[Z4] is “%s” for %j", (verdict, findings) => {
    const assessed = assessment(...findings);
    expect(verdictOf(assessed)).toBe(verdict);
    expect(canInstall(assessed)).toBe(verdict === "well" || verdict === "slowly" || verdict === "perhaps");
  });
});

describe("files that were picked", () => {
  const file = (path: string) => ({ path, file: new File(["x"], path.slice(path.lastIndexOf("/") + 1)) });

  it("[Z5] of one folder are told by their paths in it", () => {
    const source = sourceOf([file("dolly/config.json"), file("dolly/onnx/model_q4.onnx")]);
    expect(source).toMatchObject({ kind: "files", name: "dolly" });
    expect(source?.kind === "files" && source.files.map(({ path }) => path)).toEqual([
      "config.json",
      "onnx/model_q4.onnx",
    ]);
  });

  it("[Z5] without a folder keep their names, and none are no source", () => {
    const source = sourceOf([file("config.json"), file("pytorch_model.bin")]);
    expect(source).toMatchObject({ kind: "files", name: "config.json" });
    expect(sourceOf([])).toBeNull();
  });

  it("[Z5] are a model pack where they are one tar", () => {
    expect(sourceOf([file("dolly-v2-3b.tar")])).toMatchObject({ kind: "pack" });
    expect(sourceOf([file("a.tar"), file("b.tar")])).toMatchObject({ kind: "files" });
  });
});

describe("sources in words", () => {
  it("[Z5] name the place a reader would look for", () => {
    expect(sourceWords(hub("a/b").source as never)).toBe("a/b on huggingface.co");
    expect(sourceWords({ kind: "url", folderUrl: "https://m.example/d/" })).toBe("https://m.example/d/");
    expect(revisionWords("f6c9be08f16fe4d3a719bee0a4a7c7415b5c65df")).toBe("f6c9be0");
    expect(revisionWords("main")).toBe("main");
  });

  it("[Z5] a repository is the same at every revision", () => {
    const [one, other] = [hub("a/b").source, hub("a/b", "v2").source] as never[];
    expect(isSameSource(one!, other!)).toBe(true);
    expect(isSameSource(one!, { kind: "url", folderUrl: "https://m.example/d/" })).toBe(false);
  });
});

describe("an installation in words", () => {
  const progress: InstallProgress = {
    id: "dolly-v2-3b",
    phase: "fetch",
    doneBytes: 692e6,
    totalBytes: 1.87e9,
    fetchedBytes: 2e9,
    bytesPerSecond: 38.4e6,
    secondsLeft: 92,
    message: null,
  };
  const installation = (change: Partial<Installation>): Installation => ({
    request: { source: { kind: "url", folderUrl: "https://m.example/d/" }, dtypes: null, name: null },
    name: "Dolly 3B",
    state: { phase: "running" },
    progress,
    ...change,
  });

  it("[Z6] says phase, bytes, speed and time left", () => {
    expect(installTitle(installation({}))).toBe("Bringing in Dolly 3B");
    expect(installFacts(installation({}))).toBe("692 MB of 1.87 GB · 38.4 MB/s · 2 minutes left");
  });

  it("[Z6] says nothing it does not know", () => {
    const unknown = { ...progress, totalBytes: 0, doneBytes: 0 };
    expect(installFacts(installation({ progress: unknown }))).toBe("A few kilobytes first.");
    expect(installFacts(installation({ progress: { ...progress, bytesPerSecond: 0, secondsLeft: null } }))).toBe(
      "692 MB of 1.87 GB",
    );
  });

  it("[Z6] says why it waits", () => {
    const waiting: InstallProgress = { ...progress, phase: "wait", message: "The line broke; trying again." };
    expect(installTitle(installation({ progress: waiting }))).toBe("Waiting to go on with Dolly 3B");
    expect(installFacts(installation({ progress: waiting }))).toBe("692 MB of 1.87 GB · The line broke; trying again.");
  });

  it("[Z6] says what a pause keeps", () => {
    expect(installFacts(installation({ state: { phase: "paused" } }))).toBe(
      "692 MB of 1.87 GB are here and stay here.",
    );
    expect(installFacts(installation({ state: { phase: "paused" }, progress: null }))).toBe("Nothing is lost.");
  });
});

describe("an answer that does not know", () => {
  it("[Z7] is told by its words, and only of the bundled model", () => {
    expect(doesNotKnow(answer("a", "i", { text: "I do not know who that is." }))).toBe(true);
    expect(doesNotKnow(answer("a", "i", { text: "I don’t know." }))).toBe(true);
    expect(doesNotKnow(answer("a", "i", { text: "Oslo." }))).toBe(false);
    expect(doesNotKnow(answer("a", "i", { text: "I do not know.", modelId: "dolly-v2-3b" }))).toBe(false);
    expect(doesNotKnow(answer("a", "i", { text: "I do not know", stop: "interrupted" }))).toBe(false);
  });
});
