/** All conversations as files: export, import, backup; and the passphrase over them. Loaded when it is opened. */

import { useDraft } from "../state/draft-store.ts";
import { closeHistory } from "../state/history-panel.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/words.ts";
import { BackupSection } from "./backup-section.tsx";
import { ExportSection } from "./export-section.tsx";
import { ImportSection } from "./import-section.tsx";
import { PassphraseSection } from "./passphrase-section.tsx";
import "./history.css";

export function HistoryDialog() {
  const w = useWords();
  const { line, count } = useDraft((state) => state.announcement);
  return (
    <Dialog label={w.history.title} className="history" onClose={closeHistory}>
      <div className="history-content">
        <ExportSection />
        <ImportSection />
        <BackupSection />
        <PassphraseSection />
      </div>
      <div className="visually-hidden" aria-live="polite">
        <p key={count}>{line}</p>
      </div>
    </Dialog>
  );
}
