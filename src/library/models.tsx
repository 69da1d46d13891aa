/** The models panel: what is coming in, what is on this device, and what can be had. */

import { useEffect } from "react";
import { useDraft } from "../state/draft-store.ts";
import { readLibrary } from "../state/library-store.ts";
import { dismiss, useNotices } from "../state/notice-store.ts";
import { closeModels } from "../state/panel-store.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { useWords } from "../words/words.ts";
import { GetDolly } from "./get-dolly.tsx";
import { InstallationCard } from "./installation-card.tsx";
import { Shelf } from "./shelf.tsx";
import "./library.css";
import "./get-dolly.css";
import "./verdict.css";

export function Models() {
  const w = useWords();
  const notice = useNotices((state) => state.notices.get("model"));
  useEffect(() => void readLibrary(), []);
  return (
    <Dialog label={w.status.models} className="models" onClose={closeModels}>
      {notice !== undefined && <Banner onDismiss={() => dismiss("model")}>{notice}</Banner>}
      <div className="models-content">
        <ErrorBoundary fallback={(retry) => <NotDrawn onRetry={retry} />}>
          <InstallationCard />
          <Shelf />
          <GetDolly />
        </ErrorBoundary>
        <a href="licences.txt" target="_blank" rel="noopener">
          {w.models.licences}
        </a>
      </div>
      <Announcements />
    </Dialog>
  );
}

/** What stands here when something in it could not be drawn. */
function NotDrawn({ onRetry }: { readonly onRetry: () => void }) {
  const w = useWords();
  return (
    <div className="shelf-problem" role="alert">
      <p>{w.models.notDrawn}</p>
      <Button onClick={onRetry}>{w.common.tryAgain}</Button>
    </div>
  );
}

/** The page's own announcer is out of reach for screen readers while a modal dialog is open. */
function Announcements() {
  const { line, count } = useDraft((state) => state.announcement);
  return (
    <div className="visually-hidden" aria-live="polite">
      <p key={count}>{line}</p>
    </div>
  );
}
