/**
 * Starts the page: what it needs is checked, the service worker and the engine are started, the regions drawn. What the
 * engine needs (WebAssembly, WebGPU) it checks itself.
 */

import "../workers/contract/trusted-scripts.ts";
import "./ui/tokens.css";
import "./app.css";
import "./ui/ui.css";
import "./status/status.css";
import { startTransition } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { takeArrivals } from "./pwa/arrivals.ts";
import { startServiceWorker } from "./pwa/register.ts";
import { write } from "./state/composer-store.ts";
import { startConversations } from "./state/conversation-store.ts";
import { loadEngine } from "./state/engine-store.ts";
import { redoDeeds } from "./state/filing.ts";
import { readLocal, writeLocal } from "./state/local.ts";
import { useSettings } from "./state/settings-store.ts";
import { watchForLoss } from "./state/storage-loss.ts";
import { lookAtVault } from "./state/vault-store.ts";
import { showAppearance } from "./ui/appearance.ts";
import { speak, words } from "./words/words.ts";

const root = document.getElementById("root")!;
const { dataset } = document.documentElement;
/** A first visitor sees the page already (first-paint.tsx), and may be writing in it. */
const drawn = dataset.drawn !== undefined && root.hasChildNodes();
const takeWords = () => {
  const instruction = root.querySelector("textarea")?.value ?? "";
  if (instruction !== "") write({ instruction });
};
if (drawn) {
  takeWords();
  root.addEventListener("input", takeWords);
}

void start();

/** A function of its own, not the module: what is loaded later, a language first, imports this module's bundle. */
async function start(): Promise<void> {
  showAppearance(useSettings.getState());
  useSettings.subscribe(showAppearance);
  await speak(useSettings.getState().language);
  useSettings.subscribe(({ language }, before) => {
    if (language !== before.language) void speak(language);
  });

  const missing = missingFeatures();
  if (missing.length > 0) {
    root.textContent = words().app.cannotRun(missing);
    root.className = "cannot-run";
    dataset.drawn = "";
    return;
  }
  if (await startServiceWorker()) return;
  takeArrivals();
  watchForLoss();
  void startConversations(redoDeeds).then(lookAtVault);
  if (readLocal("backup") === true) void import("./history/resume-backup.ts");
  setTimeout(draw); // in a task of its own: what the reader does comes first
  whenIdle(() => loadEngine().catch(() => {})); // the engine store shows it
}

/** Soon, but after what is on the screen; Safari has no such callback. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work);
}

function draw(): void {
  root.removeEventListener("input", takeWords);
  writeLocal("visited", true);
  // As a transition it gives way to the reader's first touch.
  if (drawn) startTransition(() => void hydrateRoot(root, <App />));
  else {
    root.replaceChildren();
    dataset.drawn = "";
    createRoot(root).render(<App />);
  }
}

function missingFeatures(): string[] {
  const { needs } = words().app;
  const needed: Record<string, unknown> = {
    [needs.workers]: globalThis.Worker,
    [needs.random]: globalThis.crypto?.getRandomValues,
    [needs.recent]: Array.prototype.toSorted,
    [needs.secure]: globalThis.crypto?.randomUUID,
  };
  return Object.keys(needed).filter((name) => !needed[name]);
}
