/**
 * What a model wrote. It is Markdown once the part that reads it is here, and plain paragraphs until then: the words are
 * there at once, and a text without marks looks the same in both.
 */

import { type ComponentType, useEffect, useState } from "react";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { safeText } from "../ui/safe-text.tsx";

interface AnswerTextProps {
  readonly text: string;
  /** It is still being written. */
  readonly growing?: boolean;
}

/** Longer texts stay plain: no answer is that long, and a hostile one must not hold the page up. */
const mostMarkdown = 50_000;

let Markdown: ComponentType<{ text: string; growing: boolean }> | null = null;
let loading: Promise<void> | null = null;

/** Brings in what reads Markdown; without the network the texts stay plain. */
function loadMarkdown(): Promise<void> {
  loading ??= import("./markdown/markdown.tsx").then(
    (module) => {
      Markdown = module.Markdown;
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

export function AnswerText({ text, growing = false }: AnswerTextProps) {
  const [Loaded, setLoaded] = useState(() => Markdown);
  useEffect(() => {
    if (!Loaded) void loadMarkdown().then(() => setLoaded(() => Markdown));
  }, [Loaded]);
  return (
    <div className={growing ? "answer-text answer-growing" : "answer-text"}>
      {Loaded && text !== "" && text.length <= mostMarkdown ? (
        // What cannot be read as Markdown is still a text.
        <ErrorBoundary fallback={() => <Paragraphs text={text} />}>
          <Loaded text={text} growing={growing} />
        </ErrorBoundary>
      ) : (
        <Paragraphs text={text} />
      )}
    </div>
  );
}

function Paragraphs({ text }: { readonly text: string }) {
  return text.split(/\n{2,}/).map((paragraph, index) => (
    <p key={index} dir="auto">
      {safeText(paragraph)}
    </p>
  ));
}
