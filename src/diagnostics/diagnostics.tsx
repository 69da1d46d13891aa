/** The page about itself: device, model, versions, speed, and every request it has made. Loaded when it is opened. */

import { useEffect, useState } from "react";
import { toAppError } from "../../models/errors.ts";
import {
  diagnose,
  type Diagnostics as Facts,
  measureSpeed,
  type Speed,
  showDiagnostics,
} from "../state/diagnostics.ts";
import { useEngine } from "../state/engine-store.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { saveFile } from "../ui/save-file.ts";
import { useWords } from "../words/words.ts";
import "./diagnostics.css";

export function Diagnostics() {
  const w = useWords().diagnostics;
  const [facts, setFacts] = useState<Facts | null>(null);
  const [speed, setSpeed] = useState<Speed | null>(null);
  const phase = useEngine(({ engine }) => engine.phase);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is among the facts
  useEffect(() => {
    void diagnose().then(setFacts);
  }, [phase]);

  const save = () => {
    const report = JSON.stringify({ ...facts, speed }, null, 2);
    saveFile(new Blob([report], { type: "application/json" }), "dolly-diagnostics.json");
  };
  return (
    <Dialog label={w.title} className="diagnostics" onClose={() => showDiagnostics(false)}>
      <div className="diagnostics-body">
        <p>{w.about}</p>
        {facts && (
          <>
            <FactList facts={facts} />
            <Benchmark speed={speed} onSpeed={setSpeed} />
            <Requests requests={facts.requests} />
            <Button look="strong" onClick={save}>
              {w.save}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function FactList({ facts }: { readonly facts: Facts }) {
  const w = useWords().diagnostics;
  const { versions, browser, device, storage, model, page } = facts;
  const rows: readonly (readonly [string, string])[] = [
    [w.model, model ? w.modelIs(model.name, model.dtype, model.device, model.threads) : w.noModel],
    [w.graphics, device.gpu ? w.adapter(device.gpu.shaderF16, device.gpu.maxBindingBytes) : w.noAdapter],
    [w.processor, w.cores(browser.logicalCores, browser.isolated)],
    [w.memory, device.memoryBytes === null ? w.unknown : w.bytes(device.memoryBytes)],
    [w.storage, w.stored(storage.usedBytes, storage.quotaBytes, storage.persisted)],
    [w.browser, browser.userAgent],
    [w.page, page ? w.started(page.interactiveMs, page.loadedMs) : w.unknown],
    ...Object.entries(versions).map(([name, version]) => [name === "page" ? w.version : name, version] as const),
  ];
  return (
    <dl className="diagnostics-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface BenchmarkProps {
  readonly speed: Speed | null;
  onSpeed(speed: Speed | null): void;
}

function Benchmark({ speed, onSpeed }: BenchmarkProps) {
  const w = useWords().diagnostics;
  const [running, setRunning] = useState<AbortController | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => () => running?.abort(), [running]);

  const run = async () => {
    const stop = new AbortController();
    setRunning(stop);
    setProblem(null);
    try {
      onSpeed(await measureSpeed(stop.signal));
    } catch (error) {
      setProblem(toAppError(error).message);
    }
    setRunning(null);
  };
  return (
    <section className="diagnostics-speed">
      <h3 className="section-title">{w.speed}</h3>
      <Button disabled={running !== null} onClick={() => void run()}>
        {running ? w.measuring : w.measure}
      </Button>
      <p role="status">
        {speed && w.speedIs(speed.promptTokens, speed.promptTokensPerSecond, speed.answerTokensPerSecond)}
        {problem}
      </p>
    </section>
  );
}

function Requests({ requests }: Pick<Facts, "requests">) {
  const w = useWords().diagnostics;
  return (
    <div>
      <h3 className="section-title">{w.requests}</h3>
      <p>{requests === null ? w.requestsUnknown : w.requestsAbout}</p>
      {requests !== null && requests.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table is reached by the keyboard
        <section className="diagnostics-requests" tabIndex={0} aria-label={w.requests}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.address}</th>
                <th scope="col">{w.times}</th>
                <th scope="col">{w.last}</th>
              </tr>
            </thead>
            <tbody>
              {requests.map(({ address, count, lastAt }) => (
                <tr key={address}>
                  <td>{address}</td>
                  <td>{w.count(count)}</td>
                  <td>{w.when(lastAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
