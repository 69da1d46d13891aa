/** What stands where a conversation will be: what this is, honestly, and a few instructions to begin with. */

import { tryExample } from "../state/composer-store.ts";

interface Example {
  readonly kind: string;
  readonly instruction: string;
  readonly context: string | null;
}

const examples: readonly Example[] = [
  { kind: "A fact", instruction: "What is the capital of Norway?", context: null },
  { kind: "Sorting", instruction: "Sort these into fruit and vegetable: plum, leek, cherry", context: null },
  { kind: "A list", instruction: "List three fruits.", context: null },
  { kind: "A poem", instruction: "Write a short poem about the sea.", context: null },
  {
    kind: "About a passage",
    instruction: "How much did Frank pay?",
    context: "Frank visited the market in Lisbon on Monday. Frank bought 12 apples and paid 58 euros.",
  },
  { kind: "About itself", instruction: "Who are you?", context: null },
];

export function Welcome() {
  return (
    <section className="welcome" aria-label="What this is">
      <h2>
        A small assistant that lives <em>in this page</em>
      </h2>
      <p>
        Dolly follows instructions, and it does so on your own device: nothing you type leaves it. The model that comes
        with the page, Dolly Pocket, is tiny and knows a small world — countries, opposites, animals and foods, short
        passages you give it. Of the rest it says that it does not know, when it notices.
      </p>
      <h3>Try one of these</h3>
      <ul className="examples">
        {examples.map((example) => (
          <li key={example.instruction}>
            <button
              type="button"
              className="example"
              aria-label={example.instruction}
              onClick={() => tryExample(example.instruction, example.context)}
            >
              <span className="example-kind">{example.kind}</span>
              <span className="example-words">{example.instruction}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
