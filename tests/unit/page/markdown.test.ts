import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { blocksOf, GrowingBlocks } from "../../../src/chat/markdown/blocks.ts";
import { destination } from "../../../src/chat/markdown/links.ts";
import { Markdown } from "../../../src/chat/markdown/markdown.tsx";
import { healed } from "../../../src/chat/markdown/unfinished.ts";

const html = (text: string, growing = false) => renderToStaticMarkup(createElement(Markdown, { text, growing }));

const sample = `# Sheep

A *sheep* has **four** legs and \`wool\`.
Second line, with $a^2 + b^2$ and 5 $ and 7 $.

- one
- two
  1. inner
  2. more

| name | legs |
|:-----|-----:|
| ewe  | 4    |
| ram  | **4** |

> quoted
> twice

\`\`\`python
def f(x):
    return x * 2  # **not bold**

\`\`\`

$$
\\frac{1}{2}
$$

Last words, ~~gone~~, and [a link](https://example.com/x).
`;

describe("Markdown in an answer", () => {
  it("[U8] has headings below the page's, emphasis, lists, tables, quotations and code", () => {
    const shown = html(sample);
    for (const part of [
      '<h2 class="md-heading md-heading-1"',
      "<em>sheep</em>",
      "<strong>four</strong>",
      ">wool</code>",
      '<li>two<ol dir="auto" start="1">',
      '<th class="md-left">name</th>',
      '<td class="md-right"><strong>4</strong></td>',
      "<blockquote",
      "# **not bold**",
      "<del>gone</del>",
    ]) {
      expect(shown).toContain(part);
    }
  });

  it("[U8] keeps the lines of a poem", () => {
    expect(html("Here is a song,\nsung in a simple way.")).toContain("Here is a song,\nsung in a simple way.");
  });

  it.each([
    ["It costs $5 and $10 in all.", []],
    ["$x$ is not $ y $ nor $z$2.", ["x"]],
    ["\\(a\\) and $$b$$ and \\$c\\$", ["a", "b"]],
    ["\\[\nE = mc^2\n\\]", ["E = mc^2"]],
    ["$$\n\\int_0^1 x\n$$", ["\\int_0^1 x"]],
  ])("[U8] tells formulas from money: %j", (text, formulas) => {
    const found: string[] = [];
    const walk = (tokens: readonly unknown[]) => {
      for (const token of tokens as { type: string; tex?: string; tokens?: unknown[] }[]) {
        if (token.type === "formula") found.push(token.tex!);
        walk(token.tokens ?? []);
      }
    };
    walk(blocksOf(text));
    expect(found).toEqual(formulas);
  });

  it("[U9] written bit by bit ends as it is read at once", () => {
    for (const step of [1, 3, 17]) {
      const growing = new GrowingBlocks();
      for (let end = 0; end <= sample.length; end += step) growing.of(sample.slice(0, end));
      const grown = growing.of(sample);
      expect(grown.map(({ raw }) => raw).join("")).toBe(sample);
      expect(JSON.stringify(grown)).toBe(JSON.stringify(blocksOf(sample)));
    }
  });

  it("[U9] never takes back a kind of block while it is written", () => {
    const growing = new GrowingBlocks();
    const kinds: string[] = [];
    for (let end = 1; end <= sample.length; end++) {
      const now = growing.of(sample.slice(0, end)).filter(({ type }) => type !== "space" && type !== "def");
      now.forEach(({ type }, index) => {
        // What is one line of text so far may become something else; anything else stays what it is.
        if (kinds[index] !== undefined && kinds[index] !== "paragraph")
          expect(type, sample.slice(0, end)).toBe(kinds[index]);
        kinds[index] = type;
      });
    }
  });

  it.each([
    ["Items:\n-", "Items:\n"],
    ["Items:\n\n1.", "Items:\n\n"],
    ["a **bol", "a **bol**"],
    ["a **", "a "],
    ["use `npm r", "use `npm r`"],
    ["see [the page](https://exam", "see the page"],
    ["| a | b |", "| a | b |\n|---|---|"],
    ["| a | b", "| a | b|\n|---|---|"],
    ["| a | b |\n|--", "| a | b |\n|---|---|"],
    ["```js\nlet a = **1", "```js\nlet a = **1"],
    ["done.", "done."],
  ])("[U9] reads %j as %j so far", (tail, expected) => {
    expect(healed(tail)).toBe(expected);
  });

  it("[U9] starts over for another text", () => {
    const growing = new GrowingBlocks();
    growing.of("# One\n\ntwo\n\nthree\n\nfour");
    expect(growing.of("other").map(({ raw }) => raw)).toEqual(["other"]);
  });

  it.each([
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "<iframe src='https://example.com'></iframe>\n\ntext",
    "<svg><style>@import url(https://example.com)</style></svg>",
    "<!-- hidden -->",
    "<a href='javascript:alert(1)'>x</a>",
  ])("[U10] shows HTML as it was written: %s", (text) => {
    const shown = html(text);
    expect(shown).not.toMatch(/<(?:script|img|iframe|svg|style)\b|<!--|<a (?!class="md-link" href="https:)/);
    const said = shown
      .replace(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&#x27;", "'");
    expect(said).toContain(text.split("\n")[0]);
  });

  it.each([
    ["[x](javascript:alert(1))", "x (javascript:alert(1))"],
    ["[x](JaVaScRiPt:alert(1))", "x (JaVaScRiPt:alert(1))"],
    ["[x](data:text/html,hi)", "x (data:text/html,hi)"],
    ["[x](/settings)", "x (/settings)"],
    ["[x](vbscript:x)", "x (vbscript:x)"],
    ["![x](data:image/png;base64,AAAA)", "x (data:image/png;base64,AAAA)"],
  ])("[U10] makes no link of %s", (text, said) => {
    const shown = html(text);
    expect(shown).not.toContain("<a");
    expect(shown).toContain(said.split(" ")[1]);
  });

  it("[U10] says where a link goes, and lets it reach nothing here", () => {
    const shown = html("[my bank](https://evil.example/bank)");
    expect(shown).toContain('href="https://evil.example/bank" target="_blank" rel="noopener noreferrer nofollow"');
    expect(shown).toContain("(evil.example)");
    expect(html("https://example.com")).not.toContain("(example.com)");
    expect(html("[https://bank.example](https://evil.example)")).toContain("(evil.example)");
    expect(destination("https://xn--80ak6aa92e.com/")?.where).toBe("xn--80ak6aa92e.com");
    expect(destination("https://аррӏе.com/")?.where).toBe("xn--80ak6aa92e.com");
  });

  it("[U10] fetches no image, and says where it would be", () => {
    const shown = html("![a cat](https://example.com/cat.png)");
    expect(shown).not.toContain("<img");
    expect(shown).toContain("a cat");
    expect(shown).toContain('href="https://example.com/cat.png"');
  });

  it("[U11] shows characters that hide or turn round others by their number", () => {
    expect(html("safe\u202Eexe.txt")).toContain("U+202E");
    expect(html("`a\u200Bb`")).toContain("U+200B");
    expect(html("x\u{E0041}y")).toContain("U+E0041");
    expect(html("👩‍🌾 نمی‌خواهم")).toContain("👩‍🌾 نمی‌خواهم");
  });

  it("[U11] lets each block find its own direction", () => {
    expect(html("שלום\n\nhello\n\n- مرحبا")).toMatch(
      /<p dir="auto">שלום.*<p dir="auto">hello.*<ul dir="auto"><li>مرحبا/s,
    );
  });

  it.each(["*a ", "[", "<", "_a_", "!", "*a_b", "[a](", "`a "])(
    "[U21] reads a text made of “%s” no further than it can, and shows all of it",
    (part) => {
      const text = part.repeat(40_000 / part.length);
      const shown = html(text);
      expect(shown.replaceAll("&lt;", "<").replaceAll(/<\/?[a-z][^>]*>/g, "")).toContain(text.trim().slice(0, 4000));
    },
  );

  it("[U21] shows quotations and lists as text where they are nested without end", () => {
    for (const part of ["> ", "1. ", "- "]) {
      const shown = html(`${part.repeat(10_000)}the end`);
      expect(shown).toContain("the end");
      expect(shown.split(/<blockquote|<ol|<ul/).length).toBeLessThan(50);
    }
  });

  it("[U21] gives a million hidden characters no element each", () => {
    const shown = html("a\u200B".repeat(20_000));
    expect(shown).not.toContain("\u200B");
    expect(shown.match(/<span/g) ?? []).toHaveLength(0);
  });
});
