/** How the model's window is filled: a bar under the composer, and the counts behind it. */

import { useEffect, useId } from "react";
import { useWindow, type WindowUse, watchWindow } from "../state/window-store.ts";
import { useWords } from "../words/words.ts";
import "./window-meter.css";

const parts = ["template", "earlier", "passage", "instruction"] as const;

export function WindowMeter() {
  const w = useWords().window;
  const { use, earlier } = useWindow();
  const id = useId();
  useEffect(() => watchWindow(), []);
  // Its place is kept: what comes a moment later must not move a button away from under a finger.
  if (!use) return <div className="window-meter" aria-hidden="true" />;

  const used = parts.reduce((sum, part) => sum + use[part], 0);
  const leftOut = use.overBy > 0 ? 0 : earlier - use.earlierKept;
  const trouble = use.overBy > 0 ? w.over(use.overBy) : leftOut > 0 ? w.leftOut(leftOut) : null;
  const label = [w.label(used, use.contextLength), trouble];
  return (
    <>
      <button
        type="button"
        className="window-meter"
        data-over={use.overBy > 0 || undefined}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-label={label.filter((each) => each !== null).join(" ")}
      >
        <span className="window-bar" aria-hidden="true">
          {parts.map((part) => (
            <span key={part} className={`window-${part}`} style={{ width: share(use[part], use, used) }} />
          ))}
        </span>
        <span className="window-counts">{trouble ?? w.short(used, use.contextLength)}</span>
      </button>
      <div className="composer-panel window-panel" id={id} popover="auto" role="dialog" aria-label={w.title}>
        <h2>{w.title}</h2>
        <p>{w.about(use.contextLength)}</p>
        <table>
          <tbody>
            {parts.map((part) => (
              <tr key={part}>
                <th scope="row">
                  <span className={`window-key window-${part}`} aria-hidden="true" />
                  {part === "earlier" ? w.earlier(use.earlierKept) : w[part]}
                </th>
                <td>{w.tokens(use[part])}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                <span className="window-key" aria-hidden="true" />
                {w.room}
              </th>
              <td>{w.tokens(use.room)}</td>
            </tr>
          </tbody>
        </table>
        {leftOut > 0 && <p>{w.leftOutWhy(leftOut)}</p>}
        {use.overBy > 0 && <p>{w.overWhy(use.overBy)}</p>}
      </div>
    </>
  );
}

function share(tokens: number, { contextLength }: WindowUse, used: number): string {
  return `${(100 * tokens) / Math.max(contextLength, used)}%`;
}
