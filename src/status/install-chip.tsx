/** How the installation stands, in the header, while one chats. */

import { type Installation, useInstall } from "../state/install-store.ts";
import { openModels } from "../state/panel-store.ts";
import { percentOf } from "../state/progress.ts";
import { useWords, type Words } from "../words/words.ts";

export function InstallChip() {
  const w = useWords();
  const installation = useInstall((state) => state.installation);
  if (!installation) return null;
  const { name, progress } = installation;
  const percent = progress && progress.totalBytes > 0 ? percentOf(progress.doneBytes, progress.totalBytes) : null;
  const settled = installation.state.phase === "failed" || installation.state.phase === "done";
  return (
    <button
      type="button"
      className={`install-chip install-chip-${installation.state.phase}`}
      onClick={() => openModels(null)}
    >
      <span className="install-chip-name">{name}</span>
      <span className="install-chip-words">{words(installation, percent, w)}</span>
      {!settled && (
        <progress className="load-bar" aria-label={w.install.label(name)} max={100} value={percent ?? undefined} />
      )}
    </button>
  );
}

function words({ state }: Installation, percent: number | null, w: Words): string {
  switch (state.phase) {
    case "running":
      return percent === null ? "…" : w.status.percent(percent);
    case "pausing":
    case "paused":
      return w.install.chip.paused;
    case "failed":
      return w.install.chip.failed;
    case "done":
      return w.install.chip.done;
  }
}
