/** Conversations from files: read, offered, and brought in when the reader says so. */

import { type DragEvent, useEffect, useRef, useState } from "react";
import { bringIn, peek } from "../state/all-conversations.ts";
import { sentence } from "../state/conversation-store.ts";
import { announce } from "../state/draft-store.ts";
import { useHistoryPanel } from "../state/history-panel.ts";
import { Button } from "../ui/button.tsx";
import { safeText } from "../ui/safe-text.tsx";
import { useWords } from "../words/words.ts";
import { Checklist } from "./checklist.tsx";
import { type Reading, readImport } from "./read-import.ts";

/** More reasons than this are counted, not listed. */
const SHOWN_REASONS = 50;

type Stage =
  | { readonly kind: "idle"; readonly said: string | null }
  | { readonly kind: "reading"; readonly readBytes: number; readonly totalBytes: number }
  | { readonly kind: "read"; readonly reading: Reading }
  | { readonly kind: "bringing"; readonly done: number; readonly total: number };

export function ImportSection() {
  const all = useWords();
  const w = all.history.import;
  const [stage, setStage] = useState<Stage>({ kind: "idle", said: null });
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const picker = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController | null>(null);

  const end = (said: string | null) => {
    setStage({ kind: "idle", said });
    if (said !== null) announce(said);
  };
  const read = async (files: readonly File[]) => {
    if (files.length === 0) return;
    abort.current = new AbortController();
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
    setStage({ kind: "reading", readBytes: 0, totalBytes });
    try {
      const reading = await readImport(files, peek, {
        signal: abort.current.signal,
        emit: (readBytes) => setStage({ kind: "reading", readBytes, totalBytes }),
      });
      setTicked(new Set(reading.offers.filter(({ here }) => !here).map(({ conversation }) => conversation.id)));
      setStage({ kind: "read", reading });
      announce(w.offered(reading.offers.filter(({ here }) => !here).length));
    } catch {
      end(null); // only the reader ends it, and they know
    }
  };
  const opened = useHistoryPanel((state) => state.files);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are read once
  useEffect(() => void read(opened), [opened]);
  const bring = async ({ offers }: Reading) => {
    const wanted = offers.filter(({ conversation, here }) => !here && ticked.has(conversation.id));
    const total = wanted.length;
    let done = 0;
    setStage({ kind: "bringing", done, total });
    try {
      await bringIn(
        wanted.map(({ conversation }) => conversation),
        (count) => {
          done = count;
          setStage({ kind: "bringing", done, total });
        },
      );
      end(w.brought(total));
    } catch (error) {
      end(w.failed(done, sentence(error)));
    }
  };

  return (
    <section
      className="history-section"
      aria-label={w.title}
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        void read([...event.dataTransfer.files]);
      }}
    >
      <h3 className="section-title">{w.title}</h3>
      <p>{w.about}</p>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".json,.jsonl,application/json"
        aria-label={w.pick}
        onChange={({ target }) => {
          void read([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      {stage.kind === "idle" && (
        <div className="history-bar">
          <Button onClick={() => picker.current?.click()}>{w.pick}</Button>
        </div>
      )}
      {stage.kind === "idle" && stage.said !== null && <p>{stage.said}</p>}
      {stage.kind === "reading" && (
        <div className="history-bar">
          <p>{w.reading(megabytes(stage.readBytes, all), megabytes(stage.totalBytes, all))}</p>
          <Button onClick={() => abort.current?.abort()}>{all.common.stop}</Button>
        </div>
      )}
      {stage.kind === "bringing" && <p>{w.bringing(stage.done, stage.total)}</p>}
      {stage.kind === "read" && (
        <ReadResult
          reading={stage.reading}
          ticked={ticked}
          onTicked={setTicked}
          onBring={() => void bring(stage.reading)}
          onCancel={() => end(null)}
        />
      )}
    </section>
  );
}

interface ReadResultProps {
  readonly reading: Reading;
  readonly ticked: ReadonlySet<string>;
  onTicked(ticked: ReadonlySet<string>): void;
  onBring(): void;
  onCancel(): void;
}

function ReadResult({ reading, ticked, onTicked, onBring, onCancel }: ReadResultProps) {
  const all = useWords();
  const w = all.history.import;
  const { offers, unreadable } = reading;
  const fresh = offers.filter(({ here }) => !here).map(({ conversation: { id }, title }) => ({ id, title }));
  return (
    <>
      <p>
        {w.offered(fresh.length)}. {offers.length > fresh.length && w.here(offers.length - fresh.length)}
      </p>
      {fresh.length > 0 && <Checklist label={w.title} items={fresh} ticked={ticked} onTicked={onTicked} />}
      {unreadable.length > 0 && (
        <details className="unreadable fold" open={fresh.length === 0}>
          <summary>{w.unreadable(unreadable.length)}</summary>
          <ul>
            {unreadable.slice(0, SHOWN_REASONS).map(({ file, why }) => (
              <li key={`${file} ${why}`} dir="auto">
                {safeText(`${file}: ${why}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="history-bar">
        {fresh.length > 0 && (
          <Button look="strong" disabled={ticked.size === 0} onClick={onBring}>
            {w.bring(ticked.size)}
          </Button>
        )}
        <Button onClick={onCancel}>{fresh.length > 0 ? all.common.cancel : all.common.dismiss}</Button>
      </div>
    </>
  );
}

function megabytes(bytes: number, { amounts }: ReturnType<typeof useWords>): string {
  return amounts.units(bytes / 1e6, "MB", 1);
}
