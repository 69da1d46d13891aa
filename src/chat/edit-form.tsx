/** Another wording of a message, written in its place. The words stay until they are taken or given up. */

import { type KeyboardEvent, useEffect, useRef } from "react";
import { type EditedWords, edit } from "../state/edits-store.ts";
import { AutoTextarea } from "../ui/auto-textarea.tsx";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";

interface EditFormProps {
  readonly label: string;
  readonly saveLabel: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly words: EditedWords;
  /** The reader has just asked for it, and goes on there. */
  readonly begun: boolean;
  onSave(words: EditedWords): void;
  onCancel(): void;
}

export function EditForm(props: EditFormProps) {
  const { label, saveLabel, conversationId, messageId, words, begun, onSave, onCancel } = props;
  const w = useWords();
  const form = useRef<HTMLFormElement>(null);
  const change = (changed: Partial<EditedWords>) => edit(conversationId, messageId, { ...words, ...changed });
  useEffect(() => {
    if (!begun) return;
    const area = form.current?.querySelector<HTMLTextAreaElement>(".edit-text");
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [begun]);
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
        onValue={(value) => change({ text: value })}
      />
      {words.passage !== null && (
        <AutoTextarea
          className="edit-area"
          aria-label={w.composer.context}
          dir="auto"
          value={words.passage}
          onValue={(value) => change({ passage: value })}
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
