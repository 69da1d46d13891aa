/** An answer in Markdown; while it is being written only its last blocks are read and drawn again. */

import { useMemo, useState } from "react";
import { Blocks } from "./block.tsx";
import { blocksOf, GrowingBlocks } from "./blocks.ts";
import "./markdown.css";

interface MarkdownProps {
  readonly text: string;
  /** It is still being written. */
  readonly growing: boolean;
}

export function Markdown({ text, growing }: MarkdownProps) {
  const [parser] = useState(() => new GrowingBlocks());
  const tokens = useMemo(() => (growing ? parser.of(text) : blocksOf(text)), [parser, text, growing]);
  return <Blocks tokens={tokens} />;
}
