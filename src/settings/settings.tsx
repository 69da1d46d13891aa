/** The settings: how the page looks and speaks, how answers are sampled, and the network. Each takes effect at once. */

import { closeDialog } from "../state/dialog-store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/words.ts";
import { AnswerSettings } from "./answer-settings.tsx";
import { LookSettings } from "./look-settings.tsx";
import { NetworkSettings } from "./network-settings.tsx";
import "./settings.css";

export function Settings() {
  const w = useWords();
  return (
    <Dialog label={w.settings.title} className="settings" onClose={closeDialog}>
      <div className="settings-content">
        <LookSettings />
        <AnswerSettings />
        <NetworkSettings />
      </div>
    </Dialog>
  );
}
