/** What can be done with a settled answer. */

import { type ComponentType, lazy, type MouseEvent, type RefObject, Suspense, useState } from "react";
import { focusComposer } from "../state/composer-store.ts";
import type { Answer, AnswerStop, Rating, Step } from "../state/conversation.ts";
import { continueAnswer, regenerate, stopIn } from "../state/send.ts";
import { rate, removeMessage } from "../state/tree.ts";
import { IconButton } from "../ui/button.tsx";
import {
  AgainIcon,
  BadIcon,
  CompareIcon,
  ContinueIcon,
  DeleteIcon,
  GoodIcon,
  LookIcon,
  RenameIcon,
} from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import type { CompareProps } from "./compare.tsx";
import { CopyButton } from "./copy-button.tsx";
import type { GlassBoxProps } from "./glass-box.tsx";
import { SiblingArrows } from "./sibling-arrows.tsx";

const GlassBox = lazy<ComponentType<GlassBoxProps>>(() =>
  import("./glass-box.tsx").then(({ GlassBox }) => ({ default: GlassBox })),
);

const Compare = lazy<ComponentType<CompareProps>>(() =>
  import("./compare.tsx").then(({ Compare }) => ({ default: Compare })),
);

/** Where there may be more to say. */
const cutOff: ReadonlySet<AnswerStop> = new Set(["interrupted", "stopped", "length"]);

interface AnswerActionsProps {
  readonly conversationId: string;
  readonly answer: Answer;
  readonly siblings: Step["siblings"];
  readonly correctButton: RefObject<HTMLButtonElement | null>;
  onCorrect(): void;
}

export function AnswerActions({ conversationId, answer, siblings, correctButton, onCorrect }: AnswerActionsProps) {
  const { id, text, stop, rating } = answer;
  const w = useWords();
  const [comparing, setComparing] = useState(false);
  const [looking, setLooking] = useState(false);
  const toggle = (wanted: Rating) => void rate(conversationId, id, rating === wanted ? null : wanted);
  const anew = (event: MouseEvent, write: (conversationId: string, id: string) => Promise<void>) => {
    if (event.detail === 0) focusComposer(); // pressed by a key: this button goes with its answer
    void write(conversationId, id);
  };
  const comparable = siblings.filter((each) => each.kind === "answer");
  return (
    <div className="message-actions">
      <SiblingArrows conversationId={conversationId} message={answer} siblings={siblings} />
      <IconButton label={w.chat.regenerate} onClick={(event) => anew(event, regenerate)}>
        <AgainIcon />
      </IconButton>
      {text !== "" && cutOff.has(stop) && (
        <IconButton label={w.chat.continue} onClick={(event) => anew(event, continueAnswer)}>
          <ContinueIcon />
        </IconButton>
      )}
      {comparable.length > 1 && (
        <IconButton label={w.chat.compare} onClick={() => setComparing(true)}>
          <CompareIcon />
        </IconButton>
      )}
      <IconButton label={w.chat.good} aria-pressed={rating === "up"} onClick={() => toggle("up")}>
        <GoodIcon />
      </IconButton>
      <IconButton label={w.chat.bad} aria-pressed={rating === "down"} onClick={() => toggle("down")}>
        <BadIcon />
      </IconButton>
      <IconButton label={w.chat.correctAnswer} ref={correctButton} onClick={onCorrect}>
        <RenameIcon />
      </IconButton>
      <IconButton
        label={w.chat.deleteAnswer}
        onClick={() => {
          stopIn(conversationId);
          void removeMessage(conversationId, id);
        }}
      >
        <DeleteIcon />
      </IconButton>
      {text !== "" && (
        <IconButton label={w.glass.open} onClick={() => setLooking(true)}>
          <LookIcon />
        </IconButton>
      )}
      {text !== "" && <CopyButton text={text} />}
      {looking && (
        <Suspense>
          <GlassBox conversationId={conversationId} answer={answer} onClose={() => setLooking(false)} />
        </Suspense>
      )}
      {comparing && (
        <Suspense>
          <Compare
            conversationId={conversationId}
            shown={answer}
            answers={comparable}
            onClose={() => setComparing(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
