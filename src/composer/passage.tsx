/** The passage an instruction is about: typed, pasted, or the text of a file. */

import { useRef } from "react";
import { focusComposer, write } from "../state/composer-store.ts";
import { AutoTextarea } from "../ui/auto-textarea.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { CloseIcon, FileIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";

/** For the file picker. */
const fileTypes = ".txt,.md,.markdown,.html,.htm,.pdf,text/*,application/pdf";

interface PassageProps {
  readonly context: string;
  /** Being sent: it does not change now. */
  readonly held: boolean;
  readonly onFile: (file: File) => void;
}

export function Passage({ context, held, onFile }: PassageProps) {
  const w = useWords();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="composer-passage">
      <AutoTextarea
        className="composer-context"
        aria-label={w.composer.context}
        placeholder={w.composer.contextHint}
        dir="auto"
        rows={2}
        readOnly={held}
        value={context}
        onValue={(value) => write({ context: value })}
      />
      <div className="composer-passage-tools">
        <Button look="quiet" className="composer-tool" onClick={() => picker.current?.click()}>
          <FileIcon />
          {w.composer.fromFile}
        </Button>
        <IconButton
          label={w.composer.leavePassageOut}
          onClick={() => {
            write({ contextShown: false });
            focusComposer();
          }}
        >
          <CloseIcon />
        </IconButton>
      </div>
      <input
        type="file"
        hidden
        ref={picker}
        accept={fileTypes}
        onChange={({ target }) => {
          const picked = target.files?.[0];
          target.value = "";
          if (picked) onFile(picked);
        }}
      />
    </div>
  );
}
