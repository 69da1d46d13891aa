/** What stands in a line: words, emphasis, code, formulas, links. HTML is text. */

import { Fragment, type ReactNode } from "react";
import { safeText } from "../../ui/safe-text.tsx";
import { useWords } from "../../words/words.ts";
import type { Token } from "./blocks.ts";
import { FormulaView } from "./formula-view.tsx";
import { destination } from "./links.ts";

export function Inline({ tokens }: { readonly tokens: readonly unknown[] | undefined }) {
  return (tokens as readonly Token[] | undefined)?.map((token, index) => (
    <Fragment key={index}>{part(token)}</Fragment>
  ));
}

function part(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return (
        <code className="md-code" dir="ltr">
          {safeText(token.text)}
        </code>
      );
    case "br":
      return <br />;
    case "formula":
      return <FormulaView tex={token.tex} display={false} />;
    case "checkbox":
      return <CheckBox checked={token.checked} />;
    case "link":
      return <Link href={token.href} said={token.text} content={<Inline tokens={token.tokens} />} />;
    case "image":
      // Never fetched: where it is can be gone to.
      return <Link href={token.href} said={token.text} content={<Image alt={token.text} />} />;
    case "text":
    case "escape":
      if ("tokens" in token && token.tokens) return <Inline tokens={token.tokens} />;
      return safeText(withCharacters(token.text));
    default:
      return safeText(token.raw);
  }
}

interface LinkProps {
  readonly href: string;
  readonly said: string;
  readonly content: ReactNode;
}

function Link({ href, said, content }: LinkProps) {
  const to = destination(href);
  if (!to) {
    return (
      <>
        {content} {safeText(`(${href})`)}
      </>
    );
  }
  const { url, where } = to;
  const saysWhere = said === where || said === url || said === url.replace(/\/$/, "");
  return (
    <a className="md-link" href={url} target="_blank" rel="noopener noreferrer nofollow" title={url}>
      <bdi>{content}</bdi>
      {!saysWhere && <bdi className="md-link-where"> ({where})</bdi>}
    </a>
  );
}

function Image({ alt }: { readonly alt: string }) {
  const w = useWords();
  return safeText(alt === "" ? w.chat.image : w.chat.imageOf(alt));
}

function CheckBox({ checked }: { readonly checked: boolean }) {
  const w = useWords();
  return (
    <span className="md-check" role="img" aria-label={checked ? w.chat.done : w.chat.notDone}>
      {checked ? "☑" : "☐"}
    </span>
  );
}

const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00A0" };

/** The few character references that models write. */
function withCharacters(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => characters[name]!);
}
