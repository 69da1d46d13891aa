/** Another wording of a message, written in its place. The words stay until they are taken. */

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { AutoTextarea } from "../ui/auto-textarea.tsx";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";

export interface EditedWords {
  readonly text: string;
  /** Null where there is no passage. */
  readonly passage: string | null;
}

interface EditFormProps extends EditedWords {
  readonly label: string;
  readonly saveLabel: string;
  onSave(words: EditedWords): void;
  onCancel(): void;
}

export function EditForm({ label, saveLabel, text, passage, onSave, onCancel }: EditFormProps) {
  const w = useWords();
  const [words, setWords] = useState<EditedWords>({ text, passage });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const area = form.current?.querySelector<HTMLTextAreaElement>(".edit-text");
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const save = () => {
    if (words.text.trim() !== "") onSave(words);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onCancel();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    <form
      className="edit"
      ref={form}
      aria-label={label}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <AutoTextarea
        className="edit-area edit-text"
        aria-label={label}
        dir="auto"
        value={words.text}
        onValue={(value) => setWords({ ...words, text: value })}
      />
      {words.passage !== null && (
        <AutoTextarea
          className="edit-area"
          aria-label={w.composer.context}
          dir="auto"
          value={words.passage}
          onValue={(value) => setWords({ ...words, passage: value })}
        />
      )}
      <div className="edit-bar">
        <Button look="quiet" onClick={onCancel}>
          {w.common.cancel}
        </Button>
        <Button look="strong" type="submit" disabled={words.text.trim() === ""}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}
