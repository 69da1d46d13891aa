/** One block of an answer: a paragraph, a heading, a list, a quotation, code, a table, a formula, a rule. */

import { memo, type ReactNode } from "react";
import { safeText } from "../../ui/safe-text.tsx";
import type { Token } from "./blocks.ts";
import { CodeBlock } from "./code-block.tsx";
import { FormulaView } from "./formula-view.tsx";
import { Inline } from "./inline.tsx";

type Of<Kind extends Token["type"]> = Extract<Token, { readonly type: Kind }>;

const Block = memo(
  function Block({ token }: { readonly token: Token }): ReactNode {
    switch (token.type) {
      case "space":
      case "def":
        return null;
      case "heading":
        return <Heading token={token} />;
      case "list":
        return <List token={token} />;
      case "blockquote":
        return (
          <blockquote dir="auto">
            <Blocks tokens={token.tokens} />
          </blockquote>
        );
      case "code":
        return <CodeBlock code={token.text} language={/^[\w+#-]*/.exec(token.lang ?? "")![0].toLowerCase()} />;
      case "table":
        return <Table token={token} />;
      case "hr":
        return <hr />;
      case "formula":
        return <FormulaView tex={token.tex} display />;
      case "paragraph":
      case "text":
        return <p dir="auto">{token.tokens ? <Inline tokens={token.tokens} /> : safeText(token.text)}</p>;
      default:
        // HTML among them: it is shown as it was written.
        return <p dir="auto">{safeText(token.raw.trimEnd())}</p>;
    }
  },
  // A block that is parsed again is another object with the same words.
  (before, after) => before.token.raw === after.token.raw && before.token.type === after.token.type,
);

export function Blocks({ tokens }: { readonly tokens: readonly unknown[] }) {
  return (tokens as readonly Token[]).map((token, index) => <Block key={index} token={token} />);
}

/** Below the page's own heading. */
function Heading({ token }: { readonly token: Of<"heading"> }) {
  const Level = (["h2", "h3", "h4", "h5", "h6", "h6"] as const)[token.depth - 1] ?? "h6";
  return (
    <Level className={`md-heading md-heading-${token.depth}`} dir="auto">
      <Inline tokens={token.tokens} />
    </Level>
  );
}

function List({ token }: { readonly token: Of<"list"> }) {
  const items = token.items.map((item, index) => (
    <li key={index} className={item.task ? "md-task" : undefined}>
      {item.loose ? (
        <Blocks tokens={item.tokens} />
      ) : (
        (item.tokens as readonly Token[]).map((part, place) =>
          part.type === "text" || part.type === "checkbox" ? (
            <Inline key={place} tokens={[part]} />
          ) : (
            <Block key={place} token={part} />
          ),
        )
      )}
    </li>
  ));
  return token.ordered ? (
    <ol dir="auto" start={Number(token.start)}>
      {items}
    </ol>
  ) : (
    <ul dir="auto">{items}</ul>
  );
}

function Table({ token }: { readonly token: Of<"table"> }) {
  const { header, rows } = token;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard
    <div className="md-table" dir="auto" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <Cell key={String(index)} cell={cell} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <Cell key={String(place)} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { readonly cell: Of<"table">["header"][number] }) {
  const Tag = cell.header ? "th" : "td";
  return (
    <Tag className={cell.align ? `md-${cell.align}` : undefined}>
      <Inline tokens={cell.tokens} />
    </Tag>
  );
}
