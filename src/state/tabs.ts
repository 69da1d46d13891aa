/** Tells the page's other tabs what has changed on the disk, and hears it from them. */

const name = "dolly/conversations";

/** A conversation, or how all of them are encrypted. */
export type Change = { readonly kind: "conversation"; readonly id: string } | { readonly kind: "vault" };

let channel: BroadcastChannel | null = null;

/** Where the browser has no channel, other tabs see the change when they read the conversation again. */
export function hearTabs(onChange: (change: Change) => void): void {
  if (typeof BroadcastChannel === "undefined") return;
  channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => onChange(data as Change));
}

export function tellTabs(change: Change): void {
  channel?.postMessage(change);
}
