/**
 * The page's side of the service worker: registers it, keeps the model for offline use, and offers updates.
 *
 * Messages to the worker: `{ type: "activate" }` when the reader agrees to an update; `{ type: "keep", urls }` with a port,
 * answered by `{ kept: true }` or `{ kept: false, error }`; and of contract/stay-offline.ts. Without a service worker the page works, only not offline.
 */

import { STAY_OFFLINE_MESSAGE, type StayOfflineMessage } from "../../workers/contract/stay-offline.ts";
import { useEngine } from "../state/engine-store.ts";
import { notify } from "../state/notice-store.ts";
import { useOffline } from "../state/offline-store.ts";
import { words } from "../words/words.ts";

const reloadedKey = "dolly/isolated-by-reload";

/** This tab's reader has agreed to an update. */
let updating = false;

/** How long the first start waits for the service worker before it goes on without isolation. */
const isolationMs = 8000;

/**
 * Registers the service worker. On a host that sends no isolation headers the worker adds them, which takes one reload of
 * a page not yet drawn: then, and only then, this resolves with true and the page should draw nothing.
 */
export async function startServiceWorker(): Promise<boolean> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || !navigator.serviceWorker) return false;
  const controlled = navigator.serviceWorker.controller !== null;
  const mayWait = crossOriginIsolated || controlled || !mayReload();
  // Refused by the browser or the host: on without it.
  const registration = (mayWait ? engineSettled() : Promise.resolve()).then(register).catch(() => null);
  void registration.then((registered) => {
    if (!registered) return;
    watchForUpdate(registered);
    if (controlled) watchForUpdateElsewhere();
    keepModelOffline();
    offerStayingOffline();
  });
  if (mayWait) return false;
  const timeout = new Promise<null>((resolve) => setTimeout(resolve, isolationMs, null));
  const active = registration.then((registered) => (registered ? navigator.serviceWorker.ready : null));
  if ((await Promise.race([active, timeout])) === null) return false;
  location.reload();
  return true;
}

/** The offline copy comes over the same line as the model, and the model is waited for. */
function engineSettled(): Promise<void> {
  const settled = () => useEngine.getState().engine.phase !== "loading";
  return new Promise((resolve) => {
    if (settled()) return resolve();
    const unsubscribe = useEngine.subscribe(() => {
      if (!settled()) return;
      unsubscribe();
      resolve();
    });
  });
}

async function register(): Promise<ServiceWorkerRegistration> {
  const url = new URL("service-worker.js", document.baseURI);
  return navigator.serviceWorker.register(url, { type: "classic", scope: "./", updateViaCache: "none" });
}

/** Once a tab; never where it could not be remembered, which would be a loop. */
function mayReload(): boolean {
  try {
    if (sessionStorage.getItem(reloadedKey) !== null) return false;
    sessionStorage.setItem(reloadedKey, "1");
    return true;
  } catch {
    return false;
  }
}

function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller it is the first version, and there is nothing to update.
    if (!worker || !navigator.serviceWorker.controller) return;
    useOffline.setState({
      update: () => {
        updating = true;
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        worker.postMessage({ type: "activate" });
      },
    });
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") offer(installing);
    });
  });
}

/** Parts of the page that this tab has not opened yet are gone with the version it is of. */
function watchForUpdateElsewhere(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!updating) notify("updated", words().app.updatedElsewhere);
  });
}

function keepModelOffline(): void {
  let asked: readonly string[] | null = null;
  const keep = async () => {
    const { engine } = useEngine.getState();
    if (engine.phase !== "ready" || engine.model.urls === asked) return;
    asked = engine.model.urls;
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<{ kept: boolean }>) => {
      useOffline.setState({ kept: data.kept });
      port1.close();
    };
    active?.postMessage({ type: "keep", urls: asked }, [port2]);
  };
  useEngine.subscribe(() => void keep());
  void keep();
}

/** Only where the service worker stands before this page: not in the first moments of the first visit. */
function offerStayingOffline(): void {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<Partial<StayOfflineMessage> | null>) => {
    if (data?.type === STAY_OFFLINE_MESSAGE) useOffline.setState({ staysOffline: data.on === true });
  });
  const offer = () => {
    const { controller } = serviceWorker;
    if (!controller) return;
    const tell = (message: Omit<StayOfflineMessage, "type">) =>
      controller.postMessage({ type: STAY_OFFLINE_MESSAGE, ...message } satisfies StayOfflineMessage);
    useOffline.setState({ stayOffline: (on) => tell({ on }) });
    tell({});
  };
  serviceWorker.addEventListener("controllerchange", offer);
  offer();
}
