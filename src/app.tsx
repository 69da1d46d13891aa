/** The page: which regions it has and where they stand. */

import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from "react";
import { Announcer } from "./chat/announcer.tsx";
import { Chat } from "./chat/chat.tsx";
import { Composer } from "./composer/composer.tsx";
import { UpdateToast } from "./pwa/update-toast.tsx";
import { Sidebar } from "./sidebar/sidebar.tsx";
import { UndoToast } from "./sidebar/undo-toast.tsx";
import { focusComposer } from "./state/composer-store.ts";
import { titleOf } from "./state/conversation.ts";
import { select, useConversations } from "./state/conversation-store.ts";
import { useDiagnostics } from "./state/diagnostics.ts";
import { closeHistory, useHistoryPanel } from "./state/history-panel.ts";
import { notify } from "./state/notice-store.ts";
import { closeModels, usePanel } from "./state/panel-store.ts";
import { EngineProblem } from "./status/engine-problem.tsx";
import { InstallChip } from "./status/install-chip.tsx";
import { ModelsButton } from "./status/models-button.tsx";
import { Notices } from "./status/notices.tsx";
import { StatusLine } from "./status/status-line.tsx";
import { SteppedDown } from "./status/stepped-down.tsx";
import { IconButton } from "./ui/button.tsx";
import { MenuIcon, PlusIcon } from "./ui/icons.tsx";
import { useWords, words } from "./words/words.ts";

/** Where the sidebar stands beside the conversation and is no drawer; the style sheets say the same. */
const wideScreen = "(min-width: 52rem)";

/** Most visits never open it. */
const Models = lazy<ComponentType>(() =>
  import("./library/models.tsx").then(
    ({ Models }) => ({ default: Models }),
    () => ({ default: ModelsMissing }),
  ),
);

/** In the place of a part of the page that could not be fetched. */
function ModelsMissing() {
  useEffect(() => {
    closeModels();
    notify("panel", words().models.couldNotOpen);
  });
  return null;
}

const History = lazy<ComponentType>(() =>
  import("./history/history-dialog.tsx").then(
    ({ HistoryDialog }) => ({ default: HistoryDialog }),
    () => ({ default: HistoryMissing }),
  ),
);

const LockScreen = lazy<ComponentType>(() =>
  import("./history/lock-screen.tsx").then(
    ({ LockScreen }) => ({ default: LockScreen }),
    () => ({ default: HistoryMissing }),
  ),
);

function HistoryMissing() {
  useEffect(() => {
    closeHistory();
    notify("panel", words().history.missing);
  });
  return null;
}

const Diagnostics = lazy<ComponentType>(() =>
  import("./diagnostics/diagnostics.tsx").then(({ Diagnostics }) => ({ default: Diagnostics })),
);

export function App() {
  const w = useWords();
  const locked = useConversations((state) => state.locked);
  const historyOpen = useHistoryPanel((state) => state.open);
  const conversation = useConversations(({ selectedId, opened }) => (selectedId === null ? null : opened[selectedId]));
  const title = conversation ? titleOf(conversation) : w.app.newConversation;
  const diagnosticsOpen = useDiagnostics((state) => state.open);
  const modelsOpen = usePanel((state) => state.open);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const newButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!drawerOpen) return;
    const wide = matchMedia(wideScreen);
    const close = () => setDrawerOpen(false);
    wide.addEventListener("change", close);
    newButton.current?.focus();
    return () => {
      wide.removeEventListener("change", close);
      menuButton.current?.focus();
    };
  }, [drawerOpen]);
  const closeDrawer = () => setDrawerOpen(false);

  return (
    <div className="app">
      <Sidebar open={drawerOpen} newButton={newButton} onClose={closeDrawer} />
      {drawerOpen && <div className="drawer-shade" onClick={closeDrawer} aria-hidden="true" />}
      <div className="page" inert={drawerOpen}>
        <header className="page-header">
          <IconButton
            label={w.app.conversations}
            className="menu-button"
            ref={menuButton}
            aria-expanded={drawerOpen}
            aria-controls="sidebar"
            onClick={() => setDrawerOpen(true)}
          >
            <MenuIcon />
          </IconButton>
          <h1 className="page-title" dir="auto">
            {title}
          </h1>
          <IconButton
            label={w.app.newConversation}
            className="begin-button"
            onClick={() => {
              void select(null);
              focusComposer();
            }}
          >
            <PlusIcon />
          </IconButton>
          <div className="page-status">
            <StatusLine />
            <InstallChip />
            <ModelsButton />
          </div>
        </header>
        <main className="page-main">
          <Notices />
          <SteppedDown />
          {locked ? (
            <Suspense>
              <LockScreen />
            </Suspense>
          ) : (
            <>
              <Chat>
                <EngineProblem />
              </Chat>
              <Composer />
            </>
          )}
        </main>
      </div>
      <div className="toasts" aria-live="polite">
        <UndoToast />
        <UpdateToast />
      </div>
      <Announcer />
      {historyOpen && (
        <Suspense>
          <History />
        </Suspense>
      )}
      {diagnosticsOpen && (
        <Suspense>
          <Diagnostics />
        </Suspense>
      )}
      {modelsOpen && (
        <Suspense>
          <Models />
        </Suspense>
      )}
    </div>
  );
}
