/** Where a link goes, in words, and whether it may. */

export interface Destination {
  readonly url: string;
  /** The host, or the address of a mail. */
  readonly where: string;
}

/** Null: not a place of the web or a mail address, so it is no link here (`javascript:`, `data:`, a path of this page). */
export function destination(href: string): Destination | null {
  const url = URL.parse(href);
  if (!url) return null;
  if (url.protocol === "mailto:") return { url: url.href, where: decodeURIComponentSafely(url.pathname) };
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return { url: url.href, where: url.host };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not encoded as addresses are: shown as it is
  }
}
