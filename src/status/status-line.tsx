/** What the engine is doing, in words. Numbers that change many times a second are for the eye only. */

import { type Activity, useDraft } from "../state/draft-store.ts";
import type { EngineState } from "../state/engine-state.ts";
import { useEngine } from "../state/engine-store.ts";
import { useOffline } from "../state/offline-store.ts";
import { useWords, type Words } from "../words/words.ts";

export function StatusLine() {
  const w = useWords();
  const engine = useEngine((state) => state.engine);
  const activity = useDraft((state) => state.activity);
  const ahead = useDraft((state) => state.ahead);
  const { kept, staysOffline } = useOffline();
  const modelName = useEngine((state) => state.model.name);
  const { words, live } = status(engine, activity, ahead, modelName, w.status);
  return (
    <div className="status" role="status">
      <span className={`status-dot status-dot-${live}`} />
      <p className="status-words">
        {words}
        {live === "ready" && engine.phase === "ready" && activity === "idle" && <ReadyOn engine={engine} />}
        <StatusNumbers engine={engine} activity={activity} />
      </p>
      {(kept || staysOffline) && (
        <p className="status-offline">{staysOffline ? w.status.staysOffline : w.status.offline}</p>
      )}
      {engine.phase === "loading" && <LoadBar engine={engine} label={w.status.loading(modelName)} />}
    </div>
  );
}

type Live = "off" | "ready" | "working" | "trouble";

function status(
  engine: EngineState,
  activity: Activity,
  ahead: number,
  modelName: string,
  w: Words["status"],
): { words: string; live: Live } {
  if (engine.phase === "loading") {
    const what = engine.progress?.phase === "start" ? w.starting : w.loading;
    return { words: `${what(modelName)}…`, live: "working" };
  }
  if (engine.phase === "failed") return { words: w.couldNotStart(modelName), live: "trouble" };
  if (engine.phase === "gone" && (activity === "idle" || activity === "stopped")) {
    return { words: w.engineGone, live: "trouble" };
  }
  switch (activity) {
    case "queued":
      return { words: w.queued(ahead), live: "working" };
    case "waiting":
    case "checking":
    case "reading":
      return { words: w.reading, live: "working" };
    case "writing":
      return { words: w.writing, live: "working" };
    case "stopping":
      return { words: w.stopping, live: "working" };
    case "stopped":
      return { words: w.stopped, live: "ready" };
    case "idle":
      return engine.phase === "ready"
        ? { words: w.ready, live: "ready" }
        : { words: w.unloaded(modelName), live: "off" };
  }
}

/** The eye finds the name on the ear tag beside it. */
function ReadyOn({ engine }: { readonly engine: Extract<EngineState, { phase: "ready" }> }) {
  const w = useWords();
  const { name, device, dtype, threads } = engine.model;
  const detail = device === "webgpu" ? ` (${dtype})` : `, ${w.status.threads(threads)} (${dtype})`;
  return (
    <>
      <span className="visually-hidden"> — {name}</span> {device === "webgpu" ? w.status.onGpu : w.status.onProcessor}
      <span className="status-detail">{detail}</span>
    </>
  );
}

function StatusNumbers({ engine, activity }: { readonly engine: EngineState; readonly activity: Activity }) {
  const w = useWords();
  const tokens = useDraft((state) => state.draft?.answer.tokens ?? 0);
  if (engine.phase === "loading") {
    const percent = loadedPercent(engine);
    return (
      <>
        {percent !== null && <span aria-hidden="true"> {w.status.percent(percent)}</span>}
        {activity === "waiting" && ` — ${w.status.thenSent}`}
      </>
    );
  }
  if (activity !== "writing") return null;
  return <span aria-hidden="true"> {w.chat.tokens(tokens)}</span>;
}

function LoadBar({ engine, label }: { readonly engine: EngineState; readonly label: string }) {
  const percent = loadedPercent(engine);
  return <progress className="load-bar" aria-label={label} max={100} value={percent ?? undefined} />;
}

/** Null while there is nothing to show a part of. */
function loadedPercent(engine: EngineState): number | null {
  if (engine.phase !== "loading" || !engine.progress?.totalBytes) return null;
  return Math.floor((engine.progress.loadedBytes / engine.progress.totalBytes) * 100);
}
