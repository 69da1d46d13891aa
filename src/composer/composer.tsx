/** Where instructions are written. Its words stay until the engine has taken them. */

import { type KeyboardEvent, useEffect, useRef } from "react";
import { focusComposer, undoExample, useComposer, write } from "../state/composer-store.ts";
import { isBusy, useDraft } from "../state/draft-store.ts";
import { send, stop } from "../state/send.ts";
import { AutoTextarea } from "../ui/auto-textarea.tsx";
import { Button } from "../ui/button.tsx";
import { PassageIcon, SendIcon, StopIcon, UndoIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import "./composer.css";

export function Composer() {
  const w = useWords();
  const { instruction, context, contextShown, problem, replaced, focusWishes } = useComposer();
  const activity = useDraft((state) => state.activity);
  const busy = isBusy(activity);
  const held = activity === "waiting" || activity === "checking";
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
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {problem && (
        <div className="composer-problem" role="alert" id="composer-problem">
          <p>{problem.message}</p>
        </div>
      )}
      <div className="composer-box">
        {contextShown && (
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
        )}
        <AutoTextarea
          className="composer-instruction"
          aria-label={w.composer.instruction}
          aria-describedby={problem ? "composer-problem" : undefined}
          placeholder={w.composer.instructionHint}
          dir="auto"
          rows={1}
          readOnly={held}
          value={instruction}
          onValue={(value) => write({ instruction: value })}
        />
        <div className="composer-bar">
          <Button
            look="quiet"
            className="composer-passage"
            aria-expanded={contextShown}
            onClick={() => {
              write({ contextShown: !contextShown });
              focusComposer();
            }}
          >
            <PassageIcon />
            {contextShown ? w.composer.leavePassageOut : w.composer.addPassage}
          </Button>
          {replaced && !busy && (
            <Button look="quiet" className="composer-passage" onClick={undoExample}>
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
              {w.common.stop}
            </Button>
          ) : (
            <Button look="strong" className="composer-go" key="send" type="submit" disabled={instruction.trim() === ""}>
              <SendIcon />
              {w.composer.send}
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
