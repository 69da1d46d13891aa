/** Tells the page's other tabs which conversation has changed on the disk, and hears it from them. */

const name = "dolly/conversations";

let channel: BroadcastChannel | null = null;

/** Where the browser has no channel, other tabs see the change when they read the conversation again. */
export function hearTabs(onChanged: (conversationId: string) => void): void {
  if (typeof BroadcastChannel === "undefined") return;
  channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => {
    if (typeof data === "string") onChanged(data);
  });
}

export function tellTabs(conversationId: string): void {
  channel?.postMessage(conversationId);
}
