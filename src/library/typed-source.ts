/** What somebody typed as the place of a model: a repository's id, its page on a hub, or a folder on any host. */

import { HUB } from "../../models/catalogue.ts";
import type { StoredOrigin } from "../../workers/contract/library-api.ts";
import { words } from "../words/words.ts";

/** Either the source, or a sentence that says what is wrong with the words. */
export type Typed = { readonly source: StoredOrigin } | { readonly problem: string };

const name = "[A-Za-z0-9][\\w.-]{0,95}";
const repositoryPattern = new RegExp(`^(${name}/${name})(?:@([\\w./-]+))?$`);
const hubPathPattern = new RegExp(`^/(${name}/${name})(?:/(?:tree|blob|resolve)/([^/]+)(?:/.*)?)?/?$`);
const HUBs = new Set(["huggingface.co", "www.huggingface.co", "hf.co"]);

/** `pageProtocol`: a page that came by https may not fetch by http, but for the same machine. */
export function parseTyped(input: string, pageProtocol: string): Typed {
  const w = words().ownSource;
  const typed = input.trim();
  if (typed === "") return { problem: w.empty };
  const repository = repositoryPattern.exec(typed);
  if (repository) return hub(HUB, repository[1]!, repository[2] ?? null);

  const url = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!url || !/^https?:$/.test(url.protocol) || !typed.includes("/")) {
    return { problem: w.neither(typed) };
  }
  const local = url.hostname === "localhost" || url.hostname === "127.0.0.1";
  if (pageProtocol === "https:" && url.protocol === "http:" && !local) {
    return { problem: w.insecure(url.origin) };
  }
  const onHub = hubPathPattern.exec(url.pathname);
  if (HUBs.has(url.hostname)) {
    if (onHub) return hub(HUB, onHub[1]!, onHub[2] ?? null);
    return { problem: w.noModelPage(url.href, HUB) };
  }
  if (onHub?.[2]) return hub(url.origin, onHub[1]!, onHub[2]);
  const folder = url.pathname.replace(/[^/]*\.json$/, "");
  return { source: { kind: "url", folderUrl: `${url.origin}${folder.endsWith("/") ? folder : `${folder}/`}` } };
}

function hub(host: string, repository: string, revision: string | null): Typed {
  return { source: { kind: "hub", host, repository, revision: revision ?? "main" } };
}
