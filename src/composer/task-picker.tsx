/** Which of the seven kinds of task the instruction is: a button that says it, and a panel to choose from. */

import { type MouseEvent, useId, useRef } from "react";
import { type TaskKind, taskKinds, tasks } from "../../models/dolly/tasks.ts";
import { chooseTask, focusComposer, tryExample, useComposer } from "../state/composer-store.ts";
import { Button } from "../ui/button.tsx";
import { KindIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";
import "./task-picker.css";

export function TaskPicker() {
  const w = useWords();
  const task = useComposer((state) => state.task);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const title = `${id}-title`;

  const close = () => {
    panel.current?.hidePopover();
    focusComposer();
  };
  return (
    <>
      <Button look="quiet" className="composer-tool" popoverTarget={id} aria-haspopup="dialog">
        <KindIcon />
        {task === null ? w.tasks.choose : w.tasks[task].name}
      </Button>
      <div
        className="composer-panel task-panel"
        id={id}
        ref={panel}
        popover="auto"
        role="dialog"
        aria-labelledby={title}
      >
        <h2 id={title}>{w.tasks.title}</h2>
        <p>{w.tasks.about}</p>
        <ul>
          <li>
            <TaskRow kind={null} chosen={task === null} onClose={close} />
          </li>
          {taskKinds.map((kind) => (
            <li key={kind}>
              <TaskRow kind={kind} chosen={task === kind} onClose={close} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

interface TaskRowProps {
  readonly kind: TaskKind | null;
  readonly chosen: boolean;
  readonly onClose: () => void;
}

function TaskRow({ kind, chosen, onClose }: TaskRowProps) {
  const w = useWords();
  const name = kind === null ? w.tasks.any : w.tasks[kind].name;
  return (
    <>
      <label className="task">
        <input
          type="radio"
          name="task"
          checked={chosen}
          onChange={() => chooseTask(kind)}
          onClick={(event: MouseEvent) => {
            if (event.detail > 0) onClose(); // a pointer's click; an arrow key's goes on choosing
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            onClose();
          }}
        />
        <span className="task-name">{name}</span>
        <span className="task-hint">{kind === null ? w.tasks.anyHint : w.tasks[kind].hint}</span>
      </label>
      {kind !== null && (
        <Button
          look="quiet"
          className="task-example"
          aria-label={w.tasks.exampleOf(name)}
          onClick={() => {
            const { instruction, context } = tasks[kind].example;
            tryExample(kind, instruction, context);
            onClose();
          }}
        >
          {w.tasks.example}
        </Button>
      )}
    </>
  );
}
