/** What stands where a conversation will be: what this is, honestly, and a few instructions to begin with. */

import { taskKinds, tasks } from "../../models/dolly/tasks.ts";
import { tryExample } from "../state/composer-store.ts";
import { useWords } from "../words/words.ts";
import "./welcome.css";

export function Welcome() {
  const w = useWords();
  return (
    <section className="welcome" aria-label={w.welcome.label}>
      <h2>
        {w.welcome.title} <em>{w.welcome.titleEnd}</em>
      </h2>
      <p>{w.welcome.about}</p>
      <h3>{w.welcome.tryOne}</h3>
      <ul className="examples">
        {taskKinds.map((kind) => {
          const { instruction, context } = tasks[kind].example;
          return (
            <li key={kind}>
              <button type="button" className="example" onClick={() => tryExample(kind, instruction, context)}>
                <span className="example-kind">{w.tasks[kind].name}</span>
                <span className="example-words">{instruction}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
