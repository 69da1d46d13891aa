/** The page: which regions it has and where they stand. */

import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from "react";
import { Announcer } from "./chat/announcer.tsx";
import { Chat } from "./chat/chat.tsx";
import { Composer } from "./composer/composer.tsx";
import { UpdateToast } from "./pwa/update-toast.tsx";
import { Sidebar } from "./sidebar/sidebar.tsx";
import { UndoToast } from "./sidebar/undo-toast.tsx";
import { runByKey } from "./state/commands.ts";
import { focusComposer } from "./state/composer-store.ts";
import { titleOf } from "./state/conversation.ts";
import { select, useConversations } from "./state/conversation-store.ts";
import { showDiagnostics, useDiagnostics } from "./state/diagnostics.ts";
import { closeDialog, type DialogName, openDialog, useDialog } from "./state/dialog-store.ts";
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
import { MenuIcon, PlusIcon, SettingsIcon } from "./ui/icons.tsx";
import { useWords, words } from "./words/words.ts";

/** Where the sidebar stands beside the conversation and is no drawer; the style sheets say the same. */
const wideScreen = "(min-width: 52rem)";

/** Parts that most visits never open are fetched when they are opened. */
const Models = part(() => import("./library/models.tsx").then(({ Models }) => Models), closeModels);
const History = part(
  () => import("./history/history-dialog.tsx").then(({ HistoryDialog }) => HistoryDialog),
  closeHistory,
);
const LockScreen = part(
  () => import("./history/lock-screen.tsx").then(({ LockScreen }) => LockScreen),
  () => {},
);
const Diagnostics = part(
  () => import("./diagnostics/diagnostics.tsx").then(({ Diagnostics }) => Diagnostics),
  () => showDiagnostics(false),
);
const dialogs: Readonly<Record<DialogName, ComponentType>> = {
  settings: part(() => import("./settings/settings.tsx").then(({ Settings }) => Settings), closeDialog),
  shortcuts: part(() => import("./palette/shortcuts.tsx").then(({ Shortcuts }) => Shortcuts), closeDialog),
  palette: part(() => import("./palette/palette.tsx").then(({ Palette }) => Palette), closeDialog),
};

function part(load: () => Promise<ComponentType>, close: () => void): ComponentType {
  return lazy(() =>
    load().then(
      (Loaded) => ({ default: Loaded }),
      () => ({ default: () => <PartMissing close={close} /> }),
    ),
  );
}

/** In the place of a part of the page that could not be fetched. */
function PartMissing({ close }: { readonly close: () => void }) {
  useEffect(() => {
    close();
    notify("panel", words().app.partMissing);
  });
  return null;
}

export function App() {
  const w = useWords();
  const locked = useConversations((state) => state.locked);
  const historyOpen = useHistoryPanel((state) => state.open);
  const conversation = useConversations(({ selectedId, opened }) => (selectedId === null ? null : opened[selectedId]));
  const title = conversation ? titleOf(conversation) : w.app.newConversation;
  const diagnosticsOpen = useDiagnostics((state) => state.open);
  const modelsOpen = usePanel((state) => state.open);
  const openName = useDialog((state) => state.open);
  const OpenDialog = openName === null ? null : dialogs[openName];
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
  useEffect(() => {
    addEventListener("keydown", runByKey);
    return () => removeEventListener("keydown", runByKey);
  }, []);

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
          <IconButton label={w.settings.title} aria-haspopup="dialog" onClick={() => openDialog("settings")}>
            <SettingsIcon />
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
      <Suspense>
        {modelsOpen && <Models />}
        {historyOpen && <History />}
        {diagnosticsOpen && <Diagnostics />}
        {OpenDialog && <OpenDialog />}
      </Suspense>
    </div>
  );
}
