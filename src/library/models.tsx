/** The models panel: what is coming in, what is on this device, and what can be had. */

import { useEffect } from "react";
import { useDraft } from "../state/draft-store.ts";
import { readLibrary } from "../state/library-store.ts";
import { dismiss, useNotices } from "../state/notice-store.ts";
import { closeModels } from "../state/panel-store.ts";
import { Banner } from "../ui/banner.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/words.ts";
import { GetDolly } from "./get-dolly.tsx";
import { InstallationCard } from "./installation-card.tsx";
import { Shelf } from "./shelf.tsx";
import "./library.css";
import "./verdict.css";

export function Models() {
  const w = useWords();
  const notice = useNotices((state) => state.notices.get("model"));
  useEffect(() => void readLibrary(), []);
  return (
    <Dialog label={w.status.models} className="models" onClose={closeModels}>
      {notice !== undefined && <Banner onDismiss={() => dismiss("model")}>{notice}</Banner>}
      <div className="models-content">
        <InstallationCard />
        <Shelf />
        <GetDolly />
      </div>
      <Announcements />
    </Dialog>
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
