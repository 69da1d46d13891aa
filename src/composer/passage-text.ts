/**
 * The text of a file the reader gives as a passage: plain text, Markdown, HTML or PDF. Everything happens in the page;
 * scripts in a file do not run and nothing it names is fetched.
 */

import { AppError } from "../../models/errors.ts";
import { words } from "../words/words.ts";

const FILE_LIMIT_BYTES = 50e6;

/** Throws `bad-file` with a sentence where a file holds no text that can be taken. */
export async function passageText(file: File): Promise<string> {
  const w = words().passage;
  if (file.size > FILE_LIMIT_BYTES) throw new AppError("bad-file", w.tooLarge(file.name, FILE_LIMIT_BYTES));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = kindOf(file, bytes);
  if (kind === null) throw new AppError("bad-file", w.notText(file.name));
  const text = tidied(kind === "pdf" ? await pdfText(bytes, file.name) : asText(kind, bytes));
  if (text === "") throw new AppError("bad-file", kind === "pdf" ? w.scanned(file.name) : w.empty(file.name));
  return text;
}

type Kind = "pdf" | "html" | "plain";

function kindOf({ name, type }: File, bytes: Uint8Array): Kind | null {
  if (latin(bytes.subarray(0, 5)) === "%PDF-") return "pdf";
  if (bytes.subarray(0, 4096).includes(0) && !isUtf16(bytes)) return null;
  return type === "text/html" || /\.x?html?$/i.test(name) ? "html" : "plain";
}

function asText(kind: Kind, bytes: Uint8Array): string {
  const text = decoded(bytes);
  return kind === "html" ? htmlText(text) : text;
}

/** UTF-16 where a mark says so, UTF-8 where the bytes are, else the Windows encoding of Western Europe. */
function decoded(bytes: Uint8Array): string {
  if (isUtf16(bytes)) return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes); // not UTF-8: every byte means something here
  }
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

const unread = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "SVG", "IFRAME", "OBJECT"]);
const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TR UL".split(
    " ",
  ),
);

/** What a reader would see, a line a block. The document is never shown, so nothing in it is loaded or run. */
function htmlText(source: string): string {
  const parsed = new DOMParser().parseFromString(trusted(source), "text/html");
  let text = "";
  const read = (node: Node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        text += child.parentElement?.closest("pre") ? child.nodeValue : (child.nodeValue ?? "").replace(/\s+/g, " ");
      }
      if (!(child instanceof Element) || unread.has(child.tagName.toUpperCase())) continue;
      const block = blocks.has(child.tagName.toUpperCase());
      if (block) text += "\n";
      read(child);
      if (block) text += "\n";
      else if (child.tagName === "TD" || child.tagName === "TH") text += "\t";
    }
  };
  read(parsed.documentElement);
  return text;
}

/** Where the browser demands it: the promise that parsing this is meant. It is parsed, never put into the page. */
function trusted(source: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } };
  policy ??= trustedTypes?.createPolicy("passage", { createHTML: (html: string) => html }) ?? null;
  return (policy?.createHTML(source) ?? source) as string;
}

interface Policy {
  createHTML(html: string): unknown;
}

let policy: Policy | null = null;

async function pdfText(bytes: Uint8Array, name: string): Promise<string> {
  const { extractText, getDocumentProxy } = await import("unpdf");
  try {
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: false });
    return text.join("\n\n");
  } catch (cause) {
    throw new AppError("bad-file", words().passage.brokenPdf(name), { cause });
  }
}

/** Lines without trailing blanks, and at most one empty line in a row. */
function tidied(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+\n/g, "\n")
    .replace(/\n[^\S\n]+(?=\S)/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
