/** A model from elsewhere: typed, picked or dropped. `children` is the card for it. */

import { type ChangeEvent, type DragEvent, type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { toAppError } from "../../models/errors.ts";
import type { ModelSource } from "../../workers/contract/library-api.ts";
import { consider, forgetConsidered } from "../state/assess-store.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { hasFolderPicker, pickFolder, sourceOfDrop, sourceOfFiles } from "./picked-files.ts";
import { parseTyped } from "./typed-source.ts";

export function OwnSource({ children }: { readonly children: ReactNode }) {
  const w = useWords();
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (folder.current) folder.current.webkitdirectory = true; // React knows no such attribute
  }, []);
  const take = (source: ModelSource | null) => {
    setProblem(null);
    if (source) void consider(source, null);
  };
  const refuse = (error: unknown) => setProblem(toAppError(error).message);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = parseTyped(words, location.protocol);
    if ("source" in typed) return take(typed.source);
    forgetConsidered();
    setProblem(typed.problem);
  };
  const onPicked = ({ target }: ChangeEvent<HTMLInputElement>) => {
    take(sourceOfFiles([...(target.files ?? [])]));
    target.value = ""; // the same files may be picked again
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    sourceOfDrop(event.dataTransfer.items).then(take, refuse);
  };

  return (
    <section
      className={over ? "own-source own-source-over" : "own-source"}
      aria-labelledby="own-source-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <h4 id="own-source-title">{w.ownSource.title}</h4>
      <p>{w.ownSource.about}</p>
      <form className="own-source-form" onSubmit={submit}>
        <input
          className="own-source-field"
          aria-label={w.ownSource.field}
          aria-describedby={problem === null ? undefined : "own-source-problem"}
          aria-invalid={problem !== null}
          placeholder={w.ownSource.fieldHint}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setProblem(null);
          }}
        />
        <Button type="submit">{w.ownSource.look}</Button>
      </form>
      <div className="own-source-picks">
        <Button
          look="quiet"
          onClick={() => (hasFolderPicker() ? void pickFolder().then(take, refuse) : folder.current?.click())}
        >
          {w.ownSource.pickFolder}
        </Button>
        <Button look="quiet" onClick={() => files.current?.click()}>
          {w.ownSource.pickFiles}
        </Button>
      </div>
      <input ref={files} type="file" multiple hidden onChange={onPicked} data-testid="pick-files" />
      <input ref={folder} type="file" hidden onChange={onPicked} data-testid="pick-folder" />
      {problem !== null && (
        <p className="own-source-problem" id="own-source-problem" role="alert">
          {problem}
        </p>
      )}
      {children}
    </section>
  );
}
