/**
 * Formulas, which Markdown itself does not have: `$…$` and `\(…\)` in a line, `$$…$$` and `\[…\]` on their own. A dollar
 * sign is money unless it hugs what it encloses and no digit follows.
 */

import type { TokenizerExtension } from "marked";

export interface Formula {
  readonly type: "formula";
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
}

const inLine = /^(?:\$(?![\s$])((?:\\.|[^\\$\n])*?[^\s\\$])\$(?!\d)|\\\(([^\n]+?)\\\)|\$\$([^$\n]+)\$\$)/;
const onItsOwn = /^ {0,3}(?:\$\$\s*([^$]+?)\s*\$\$|\\\[\s*([\s\S]+?)\s*\\\])[ \t]*(?:\n+|$)/;

function formula(level: "inline" | "block", pattern: RegExp, start: RegExp): TokenizerExtension {
  return {
    name: "formula",
    level,
    start: (source) => start.exec(source)?.index,
    tokenizer(source): Formula | undefined {
      const found = pattern.exec(source);
      if (!found) return undefined;
      const [raw, ...forms] = found;
      const tex = forms.find((form) => form !== undefined)!;
      return { type: "formula", raw, tex: tex.trim(), display: level === "block" };
    },
  };
}

export const lineFormula = formula("inline", inLine, /\$|\\\(/);
export const blockFormula = formula("block", onItsOwn, /(?:^|\n) {0,3}(?:\$\$|\\\[)/);
