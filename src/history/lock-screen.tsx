/** In the place of the conversation while all of them are locked. */

import { useEffect, useRef, useState } from "react";
import { unlock, useVault } from "../state/vault-store.ts";
import { Button } from "../ui/button.tsx";
import { LockIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import { PassphraseField } from "./passphrase-field.tsx";
import "./history.css";

export function LockScreen() {
  const w = useWords().vault;
  const { busy, progress, said } = useVault();
  const [passphrase, setPassphrase] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  return (
    <form
      className="lock-screen"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void unlock(passphrase).then(() => form.current?.querySelector("input")?.select());
      }}
    >
      <LockIcon />
      <h2>{w.lockedTitle}</h2>
      <p>{w.lockedAbout}</p>
      <PassphraseField label={w.passphrase} value={passphrase} onValue={setPassphrase} current />
      <p role="alert" className="history-problem">
        {said?.kind === "failed" ? said.sentence : ""}
      </p>
      <Button look="strong" type="submit" disabled={busy || passphrase === ""}>
        {busy ? (progress ? w.working(progress.done, progress.total) : w.unlocking) : w.unlock}
      </Button>
    </form>
  );
}
