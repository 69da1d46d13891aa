/** What stands where a conversation will be: what this is, honestly, and a few instructions to begin with. */

import { tryExample } from "../state/composer-store.ts";
import { useWords, type Words } from "../words/words.ts";

interface Example {
  readonly kind: keyof Words["welcome"]["kinds"];
  readonly instruction: string;
  readonly context: string | null;
}

/** In English: the language the model was taught in. */
const examples: readonly Example[] = [
  { kind: "fact", instruction: "What is the capital of Norway?", context: null },
  { kind: "sorting", instruction: "Sort these into fruit and vegetable: plum, leek, cherry", context: null },
  { kind: "list", instruction: "List three fruits.", context: null },
  { kind: "poem", instruction: "Write a short poem about the sea.", context: null },
  {
    kind: "passage",
    instruction: "How much did Frank pay?",
    context: "Frank visited the market in Lisbon on Monday. Frank bought 12 apples and paid 58 euros.",
  },
  { kind: "itself", instruction: "Who are you?", context: null },
];

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
        {examples.map((example) => (
          <li key={example.instruction}>
            <button
              type="button"
              className="example"
              aria-label={example.instruction}
              onClick={() => tryExample(example.instruction, example.context)}
            >
              <span className="example-kind">{w.welcome.kinds[example.kind]}</span>
              <span className="example-words">{example.instruction}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
