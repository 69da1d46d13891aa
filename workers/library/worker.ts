/** The library's thread. */

import "../contract/trusted-scripts.ts";
import { type LibraryApi, libraryMethods } from "../contract/library-api.ts";
import { serve } from "../contract/transport.ts";
import { Library } from "./library.ts";

/** Origins that this script's Content-Security-Policy has kept us from: some hosts narrow it. */
const blocked = new Set<string>();
self.addEventListener("securitypolicyviolation", (event) => {
  const { blockedURI } = event as SecurityPolicyViolationEvent;
  if (URL.canParse(blockedURI)) blocked.add(new URL(blockedURI).origin);
});

async function unreachable(url: string): Promise<string | null> {
  // The event comes after the failure that it explains.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { origin, host } = new URL(url);
  if (!blocked.has(origin)) return null;
  return (
    `Whoever serves this page does not let it fetch models from ${host}. ` +
    "Download the files there and install them from a folder, or put the model on this page's own server."
  );
}

serve<LibraryApi>(self, new Library({ unreachable }), libraryMethods);
