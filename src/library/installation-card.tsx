/** The installation under way: what it is doing, how far it is, and what can be done about it. */

import { changeModel } from "../state/engine-store.ts";
import {
  dismissInstall,
  type Installation,
  isUnderWay,
  pauseInstall,
  resumeInstall,
  useInstall,
} from "../state/install-store.ts";
import { percentOf } from "../state/progress.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { installFacts, installTitle } from "./install-words.ts";
import { useBusyWriting } from "./use-busy.ts";

export function InstallationCard() {
  const w = useWords();
  const installation = useInstall((state) => state.installation);
  if (!installation) return null;
  const { name, progress, state } = installation;
  const total = progress?.totalBytes ?? 0;
  return (
    <section className={`installation installation-${state.phase}`} aria-label={w.install.label(name)}>
      <h3>{installTitle(installation)}</h3>
      {state.phase !== "done" && state.phase !== "failed" && (
        <progress
          className="load-bar installation-bar"
          aria-label={w.install.label(name)}
          max={100}
          value={total > 0 && progress ? percentOf(progress.doneBytes, total) : undefined}
        />
      )}
      {state.phase === "failed" && <p className="installation-problem">{state.error.message}</p>}
      <p className="installation-facts">{installFacts(installation)}</p>
      {state.phase === "done" &&
        state.warnings.map((warning) => (
          <p key={warning} className="installation-facts">
            {warning}
          </p>
        ))}
      <div className="installation-actions">
        <Actions installation={installation} />
      </div>
    </section>
  );
}

function Actions({ installation }: { readonly installation: Installation }) {
  const w = useWords();
  const { state } = installation;
  const busy = useBusyWriting();
  if (isUnderWay(installation)) {
    return <Button onClick={pauseInstall}>{w.install.pause}</Button>;
  }
  if (state.phase === "done") {
    const { id, name } = state.model.manifest;
    const use = () => {
      dismissInstall();
      // Where it does not start, the engine store stands another in for it and says so.
      void changeModel({ id, name }).catch(() => {}); // the engine store shows it
    };
    return (
      <>
        <Button look="strong" onClick={use} disabled={busy}>
          {w.install.useNow(name)}
        </Button>
        <Button look="quiet" onClick={dismissInstall}>
          {w.common.later}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button look="strong" onClick={resumeInstall}>
        {state.phase === "failed" ? w.common.tryAgain : w.install.resume}
      </Button>
      <Button look="quiet" onClick={dismissInstall}>
        {w.common.notNow}
      </Button>
    </>
  );
}
