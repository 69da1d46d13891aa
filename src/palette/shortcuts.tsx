/** The sheet of keyboard shortcuts. */

import { commands, type Keys } from "../state/commands.ts";
import { closeDialog } from "../state/dialog-store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/words.ts";
import { KeyCaps } from "./keys.tsx";

export function Shortcuts() {
  const { commands: names, shortcuts: w } = useWords();
  const everywhere = commands
    .filter(({ keys }) => keys.length > 0)
    .map(({ name, keys }) => ({ does: names[name], keys }));
  return (
    <Dialog label={names.shortcuts} className="shortcuts" onClose={closeDialog}>
      <div className="shortcuts-content">
        <KeyList title={w.everywhere} entries={everywhere} />
        <KeyList
          title={w.whileWriting}
          entries={[
            { does: w.send, keys: [{ key: "enter" }] },
            { does: w.newLine, keys: [{ shift: true, key: "enter" }] },
          ]}
        />
        <KeyList
          title={w.inTheList}
          entries={[
            { does: w.rename, keys: [{ key: "f2" }] },
            { does: w.delete, keys: [{ key: "delete" }] },
          ]}
        />
      </div>
    </Dialog>
  );
}

interface KeyListProps {
  readonly title: string;
  readonly entries: readonly { readonly does: string; readonly keys: readonly Keys[] }[];
}

function KeyList({ title, entries }: KeyListProps) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="key-list">
        {entries.map(({ does, keys }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((each) => (
                <KeyCaps key={each.key} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
