/** Whether the page may ask the network for anything. */

import { pauseInstall } from "../state/install-store.ts";
import { useOffline } from "../state/offline-store.ts";
import { Switch } from "../ui/switch.tsx";
import { useWords } from "../words/words.ts";

export function NetworkSettings() {
  const w = useWords().settings;
  const { staysOffline, stayOffline } = useOffline();
  return (
    <section className="settings-part" aria-labelledby="settings-network">
      <h3 className="section-title" id="settings-network">
        {w.network}
      </h3>
      <div className="setting">
        <span className="setting-words">
          <span className="setting-name" id="stay-offline">
            {w.stayOffline}
          </span>
          <span className="setting-why" id="stay-offline-why">
            {stayOffline ? w.stayOfflineWhy : w.stayOfflineNotHere}
          </span>
        </span>
        {stayOffline && (
          <Switch
            labelledBy="stay-offline"
            describedBy="stay-offline-why"
            on={staysOffline}
            onChange={(on) => {
              if (on) pauseInstall(); // what is on its way already is past the service worker
              stayOffline(on);
            }}
          />
        )}
      </div>
    </section>
  );
}
