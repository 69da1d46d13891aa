/**
 * Starts the page: what it needs is checked, the service worker and the engine are started, the regions drawn. What the
 * engine needs (WebAssembly, WebGPU) it checks itself.
 */

import "../workers/contract/trusted-scripts.ts";
import "./ui/tokens.css";
import "./app.css";
import "./ui/ui.css";
import "./status/status.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { takeArrivals } from "./pwa/arrivals.ts";
import { startServiceWorker } from "./pwa/register.ts";
import { startConversations } from "./state/conversation-store.ts";
import { loadEngine } from "./state/engine-store.ts";
import { redoDeeds } from "./state/filing.ts";
import { readLocal } from "./state/local.ts";
import { useSettings } from "./state/settings-store.ts";
import { lookAtVault } from "./state/vault-store.ts";
import { showAppearance } from "./ui/appearance.ts";
import { speak, words } from "./words/words.ts";

showAppearance(useSettings.getState());
useSettings.subscribe(showAppearance);
await speak(useSettings.getState().language);
useSettings.subscribe(({ language }, before) => {
  if (language !== before.language) void speak(language);
});

const root = document.getElementById("root")!;
const missing = missingFeatures();

if (missing.length > 0) {
  root.textContent = words().app.cannotRun(missing);
  root.className = "cannot-run";
} else if (!(await startServiceWorker())) {
  takeArrivals();
  void startConversations(redoDeeds).then(lookAtVault);
  if (readLocal("backup") === true) void import("./history/resume-backup.ts");
  loadEngine().catch(() => {}); // the engine store shows it
  createRoot(root).render(<App />);
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
