/** Where everything is, whether the browser keeps it, and the way to what can be done with all of it. */

import { useEffect, useState } from "react";
import { useConversations } from "../state/conversation-store.ts";
import { showDiagnostics } from "../state/diagnostics.ts";
import { openHistory } from "../state/history-panel.ts";
import { lock, useVault } from "../state/vault-store.ts";
import { Button } from "../ui/button.tsx";
import { AboutIcon, ExportIcon, LockIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";

interface SidebarFootProps {
  /** The passphrase is asked for beside the sidebar. */
  onLock(): void;
}

export function SidebarFoot({ onLock }: SidebarFootProps) {
  const { sidebar: w, diagnostics } = useWords();
  const any = useConversations(({ list }) => list.length > 0);
  const isLocked = useConversations((state) => state.locked);
  const isProtected = useVault((state) => state.protected);
  const mayGo = useMayGo(any);
  return (
    <div className="sidebar-foot">
      <p>
        {w.foot} {mayGo && w.mayGo}
      </p>
      <div className="sidebar-foot-actions">
        {!isLocked && (
          <Button look="quiet" onClick={() => openHistory(null)}>
            <ExportIcon />
            {mayGo ? w.backUp : w.manage}
          </Button>
        )}
        {!isLocked && isProtected === true && (
          <Button
            look="quiet"
            onClick={() => {
              onLock();
              void lock();
            }}
          >
            <LockIcon />
            {w.lock}
          </Button>
        )}
        <Button look="quiet" onClick={() => showDiagnostics(true)}>
          <AboutIcon />
          {diagnostics.open}
        </Button>
      </div>
    </div>
  );
}

/** Whether the browser has refused to keep what is stored; asks it once there is something to keep. */
function useMayGo(any: boolean): boolean {
  const [mayGo, setMayGo] = useState(false);
  useEffect(() => {
    if (!any) return;
    const storage = navigator.storage as Partial<StorageManager> | undefined;
    const persisted = async () => (await storage?.persisted?.()) || ((await storage?.persist?.()) ?? true);
    persisted().then(
      (kept) => setMayGo(!kept),
      () => {}, // where it cannot be asked there is nothing to say
    );
  }, [any]);
  return mayGo;
}
