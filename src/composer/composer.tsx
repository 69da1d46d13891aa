/** Where instructions are written. Its words stay until the engine has taken them. */

import { type KeyboardEvent, useEffect, useRef } from "react";
import { tasks } from "../../models/dolly/tasks.ts";
import { focusComposer, undoReplacing, useComposer, write } from "../state/composer-store.ts";
import { isBusy, useDraft } from "../state/draft-store.ts";
import { send, stop } from "../state/send.ts";
import { sendByPieces } from "../state/send-pieces.ts";
import { useWindow } from "../state/window-store.ts";
import { AutoTextarea } from "../ui/auto-textarea.tsx";
import { Button } from "../ui/button.tsx";
import { PassageIcon, SendIcon, StopIcon, UndoIcon } from "../ui/icons.tsx";
import { safeText } from "../ui/safe-text.tsx";
import { useWords } from "../words/words.ts";
import { Passage } from "./passage.tsx";
import { useFileTaking } from "./take-file.ts";
import { TaskPicker } from "./task-picker.tsx";
import { WindowMeter } from "./window-meter.tsx";
import "./composer.css";

export function Composer() {
  const w = useWords();
  const { instruction, context, contextShown, task, problem, replaced, focusWishes } = useComposer();
  const activity = useDraft((state) => state.activity);
  const busy = isBusy(activity);
  const held = activity === "waiting" || activity === "checking";
  const tooLong = useWindow(({ use }) => use !== null && use.overBy > 0 && use.passage > 0);
  const file = useFileTaking();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (focusWishes > 0) form.current?.querySelector<HTMLTextAreaElement>(".composer-instruction")?.focus();
  }, [focusWishes]);

  const submit = () => {
    // On a touch screen the keyboard would cover the answer.
    if (matchMedia("(pointer: fine)").matches) focusComposer();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method's Enter chooses a word; old Safari tells by the key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && busy) stop();
    if (event.key !== "Enter" || event.shiftKey || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      className="composer"
      ref={form}
      aria-label={w.composer.label}
      onKeyDown={onKeyDown}
      onPaste={({ clipboardData }) => {
        const pasted = clipboardData.files[0];
        if (pasted && clipboardData.getData("text/plain") === "") void file.take(pasted);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {problem && (
        <div className="composer-problem" role="alert" id="composer-problem">
          <p>{safeText(problem.message)}</p>
        </div>
      )}
      {task !== null && tasks[task].byPieces && tooLong && !busy && (
        <div className="composer-pieces" role="status">
          <p>{w.window.byPiecesAbout}</p>
          <Button onClick={() => void sendByPieces()}>{w.window.byPieces}</Button>
        </div>
      )}
      {(file.hovering || file.name !== null) && (
        <p className="composer-file" role="status">
          {safeText(file.name === null ? w.composer.dropFile : w.composer.readingFile(file.name))}
        </p>
      )}
      <div className="composer-box">
        {contextShown && <Passage held={held} context={context} onFile={file.take} />}
        <AutoTextarea
          className="composer-instruction"
          aria-label={w.composer.instruction}
          aria-describedby={problem ? "composer-problem" : undefined}
          placeholder={task === null ? w.composer.instructionHint : w.tasks[task].hint}
          dir="auto"
          rows={1}
          readOnly={held}
          value={instruction}
          onValue={(value) => write({ instruction: value })}
        />
        <div className="composer-bar">
          <TaskPicker />
          {!contextShown && (
            <Button
              look="quiet"
              className="composer-tool"
              onClick={() => {
                write({ contextShown: true });
                focusComposer();
              }}
            >
              <PassageIcon />
              {w.composer.addPassage}
            </Button>
          )}
          {replaced && !busy && (
            <Button look="quiet" className="composer-tool" onClick={undoReplacing}>
              <UndoIcon />
              {w.composer.wordsBack}
            </Button>
          )}
          {(busy || !replaced) && (
            <span className="composer-hint" aria-hidden="true">
              {busy ? w.composer.keysBusy : w.composer.keysIdle}
            </span>
          )}
          {busy ? (
            <Button
              look="strong"
              className="composer-go"
              key="stop"
              onClick={() => {
                stop();
                focusComposer();
              }}
            >
              <StopIcon />
              <span className="composer-go-words">{w.common.stop}</span>
            </Button>
          ) : (
            <Button look="strong" className="composer-go" key="send" type="submit" disabled={instruction.trim() === ""}>
              <SendIcon />
              <span className="composer-go-words">{w.composer.send}</span>
            </Button>
          )}
        </div>
        <WindowMeter />
      </div>
    </form>
  );
}
