/** Conversations into a file of the reader's own. */

import { useState } from "react";
import { readConversations } from "../state/all-conversations.ts";
import type { Answer } from "../state/conversation.ts";
import { useConversations } from "../state/conversation-store.ts";
import { announce } from "../state/draft-store.ts";
import { useHistoryPanel } from "../state/history-panel.ts";
import { Button } from "../ui/button.tsx";
import { saveFile } from "../ui/save-file.ts";
import { useWords } from "../words/words.ts";
import { Checklist } from "./checklist.tsx";
import { toDolly15k } from "./dolly-15k.ts";
import { toMarkdown } from "./markdown.ts";
import { toOwn } from "./own-format.ts";

const formats = ["json", "markdown", "dolly15k"] as const;
type Format = (typeof formats)[number];

const endings: Record<Format, string> = { json: "jsonl", markdown: "md", dolly15k: "jsonl" };
const names: Record<Format, string> = {
  json: "dolly-conversations",
  markdown: "dolly-conversations",
  dolly15k: "dolly-15k-rows",
};

export function ExportSection() {
  const w = useWords().history.export;
  const list = useConversations((state) => state.list);
  const wantedId = useHistoryPanel((state) => state.wantedId);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(wantedId === null ? list.map(({ id }) => id) : [wantedId]),
  );
  const [format, setFormat] = useState<Format>("json");
  const [onlyGood, setOnlyGood] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  const say = (sentence: string) => {
    setSaid(sentence);
    announce(sentence);
  };
  const save = async () => {
    setBusy(true);
    const wanted = (answer: Answer) => !onlyGood || answer.edited || answer.rating === "up";
    const parts: string[] = [];
    let conversations = 0;
    for await (const conversation of readConversations(list.map(({ id }) => id).filter((id) => ticked.has(id)))) {
      conversations++;
      if (format === "json") parts.push(toOwn(conversation));
      else if (format === "markdown") parts.push(toMarkdown(conversation));
      else parts.push(...toDolly15k(conversation, wanted));
    }
    setBusy(false);
    if (parts.length === 0) return say(w.nothing);
    const file = `${names[format]}-${new Date().toISOString().slice(0, 10)}.${endings[format]}`;
    saveFile(new Blob(format === "markdown" ? [parts.join("\n---\n\n")] : parts), file);
    say(format === "dolly15k" ? w.savedRows(parts.length, file) : w.saved(conversations, file));
  };

  if (list.length === 0) return null;
  return (
    <section className="history-section">
      <h3 className="section-title">{w.title}</h3>
      <p>{w.about}</p>
      <Checklist label={w.which} items={list} ticked={ticked} onTicked={setTicked} />
      <fieldset className="history-choices" aria-label={w.format}>
        {formats.map((each) => (
          <label key={each}>
            <input type="radio" name="format" checked={format === each} onChange={() => setFormat(each)} />
            {w.formats[each]}
          </label>
        ))}
        {format === "dolly15k" && (
          <label className="history-sub">
            <input type="checkbox" checked={onlyGood} onChange={() => setOnlyGood(!onlyGood)} />
            {w.onlyGood}
          </label>
        )}
      </fieldset>
      <div className="history-bar">
        <Button look="strong" disabled={busy || ticked.size === 0} onClick={() => void save()}>
          {w.save(ticked.size)}
        </Button>
      </div>
      {said !== null && <p>{said}</p>}
    </section>
  );
}
