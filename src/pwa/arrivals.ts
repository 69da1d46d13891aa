/**
 * What reaches the installed page from outside: text that was shared with it, and files that were opened with it.
 *
 * Shared text comes in the address's fragment, which no server sees (the service worker puts it there). Words that stand
 * in the composer already stay, below it.
 */

import { giveBack } from "../state/composer-store.ts";
import { openHistory } from "../state/history-panel.ts";
import { openModels } from "../state/panel-store.ts";

/** What browsers that open files with an installed page have. */
interface LaunchQueue {
  setConsumer(consumer: (launched: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

const sharedPrefix = "#shared=";

export function takeArrivals(): void {
  takeShared();
  addEventListener("hashchange", takeShared);
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files }) => {
    open(await Promise.all(files.map((handle) => handle.getFile())));
  });
}

function takeShared(): void {
  if (!location.hash.startsWith(sharedPrefix)) return;
  const text = new URLSearchParams(location.hash.slice(1)).get("shared") ?? "";
  history.replaceState(null, "", location.pathname + location.search);
  if (text.trim() !== "") giveBack(text.trim(), null, null);
}

/** A model pack is looked at among the models; anything else is offered to be brought in as conversations. */
function open(files: readonly File[]): void {
  const pack = files.find(({ name }) => /\.tar$/i.test(name));
  const others = files.filter((file) => file !== pack);
  if (others.length > 0) openHistory(null, others);
  if (!pack) return;
  openModels(null);
  void import("../state/assess-store.ts").then(({ consider }) => consider({ kind: "pack", file: pack }, null));
}
