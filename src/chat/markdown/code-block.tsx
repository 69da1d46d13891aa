/** Code as it was written, with its colours once they are loaded, and a button that copies it. */

import type { ElementContent } from "hast";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { safeText } from "../../ui/safe-text.tsx";
import { useWords } from "../../words/words.ts";
import { CopyButton } from "../copy-button.tsx";

type Highlight = typeof import("./highlight.ts")["highlight"];

/** Longer code is shown without colours. */
const mostColoured = 50_000;

let highlight: Highlight | null = null;

export function CodeBlock({ code, language }: { readonly code: string; readonly language: string }) {
  const w = useWords();
  const [coloured, setColoured] = useState<Highlight | null>(() => highlight);
  useEffect(() => {
    if (coloured || language === "") return;
    import("./highlight.ts").then(
      (module) => {
        highlight = module.highlight;
        setColoured(() => module.highlight);
      },
      () => {}, // without the network the code has no colours
    );
  }, [coloured, language]);
  const nodes = coloured && code.length <= mostColoured ? coloured(code, language) : null;
  return (
    <figure className="md-block-code" dir="ltr">
      <figcaption>
        <span>{safeText(language === "" ? w.chat.code : language)}</span>
        <CopyButton text={code} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard */}
      <pre tabIndex={0}>
        <code>{nodes ? nodes.map(colouredPart) : safeText(code)}</code>
      </pre>
    </figure>
  );
}

function colouredPart(node: ElementContent, index: number): ReactNode {
  if (node.type === "text") return <Fragment key={index}>{safeText(node.value)}</Fragment>;
  if (node.type !== "element") return null;
  const { className } = node.properties;
  return (
    <span key={index} className={Array.isArray(className) ? className.join(" ") : undefined}>
      {node.children.map(colouredPart)}
    </span>
  );
}
