/** The passphrase: set, changed, taken away. */

import { type FormEvent, useEffect, useState } from "react";
import { isBusy, useDraft } from "../state/draft-store.ts";
import { changePassphrase, lookAtVault, protect, unprotect, useVault } from "../state/vault-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { PassphraseField } from "./passphrase-field.tsx";

const SHORTEST = 8;

export function PassphraseSection() {
  const w = useWords().vault;
  const { protected: isProtected, busy, progress, said } = useVault();
  const answering = useDraft(({ activity }) => isBusy(activity));
  const [own, setOwn] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => void lookAtVault(), []);
  const clear = () => {
    setOwn("");
    setNext("");
    setAgain("");
  };
  const withNext = (work: typeof protect) => (event: FormEvent) => {
    event.preventDefault();
    if ([...next].length < SHORTEST) return setProblem(w.short);
    if (next !== again) return setProblem(w.differ);
    setProblem(null);
    void work(next).then(clear);
  };
  if (isProtected === null) return null;
  const held = busy || answering;
  return (
    <section className="history-section">
      <h3 className="section-title">{w.title}</h3>
      <p>{isProtected ? w.some : w.none}</p>
      <form
        onSubmit={withNext((passphrase) => (isProtected ? changePassphrase(own, passphrase) : protect(passphrase)))}
      >
        {isProtected && <PassphraseField label={w.passphrase} value={own} onValue={setOwn} current />}
        <PassphraseField label={isProtected ? w.newPassphrase : w.passphrase} value={next} onValue={setNext} />
        <PassphraseField label={w.again} value={again} onValue={setAgain} />
        <p role="alert" className="history-problem">
          {problem ?? (said?.kind === "failed" ? said.sentence : "")}
        </p>
        <div className="history-bar">
          <Button type="submit" disabled={held || next === "" || (isProtected && own === "")}>
            {isProtected ? w.change : w.protect}
          </Button>
          {isProtected && (
            <Button disabled={held || own === ""} onClick={() => void unprotect(own).then(clear)}>
              {w.remove}
            </Button>
          )}
        </div>
      </form>
      <p role="status">
        {progress
          ? w.working(progress.done, progress.total)
          : said?.kind === "done"
            ? `${said.sentence} ${w.traces}`
            : ""}
      </p>
    </section>
  );
}
