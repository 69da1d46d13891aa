/** The file into which everything is written as it changes. Out of sight where the browser has no such files. */

import { useEffect } from "react";
import { canBackUp, endBackup, pickBackupFile, startBackup, useBackup, writeBackup } from "../state/backup.ts";
import { useVault } from "../state/vault-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { toOwn } from "./own-format.ts";

export function BackupSection() {
  const all = useWords();
  const w = all.history.backup;
  const { file, needsLeave, writing, writtenAt, problem } = useBackup();
  const isProtected = useVault((state) => state.protected);
  useEffect(() => void startBackup(toOwn), []);
  if (!canBackUp()) return null;
  return (
    <section className="history-section">
      <h3 className="section-title">{w.title}</h3>
      <p>
        {w.about} {isProtected === true && w.notEncrypted}
      </p>
      {file !== null && (
        <p role="status">
          {writing ? w.writing(file) : needsLeave ? w.needsLeave(file) : w.file(file)}{" "}
          {writtenAt !== null && !writing && w.writtenAt(writtenAt)}
        </p>
      )}
      {problem !== null && <p className="history-problem">{problem}</p>}
      <div className="history-bar">
        {file === null ? (
          <Button onClick={() => void pickBackupFile()}>{w.pick}</Button>
        ) : (
          <>
            <Button disabled={writing} onClick={() => void writeBackup({ ask: true })}>
              {w.now}
            </Button>
            <Button onClick={() => void endBackup()}>{w.end}</Button>
          </>
        )}
      </div>
    </section>
  );
}
