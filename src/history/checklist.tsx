/** Conversations to tick off, however many there are. */

import { Button } from "../ui/button.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { useWords } from "../words/words.ts";

export interface Tickable {
  readonly id: string;
  readonly title: string;
}

interface ChecklistProps {
  readonly label: string;
  readonly items: readonly Tickable[];
  readonly ticked: ReadonlySet<string>;
  onTicked(ticked: ReadonlySet<string>): void;
}

export function Checklist({ label, items, ticked, onTicked }: ChecklistProps) {
  const w = useWords().history.export;
  const toggle = (id: string) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onTicked(next);
  };
  return (
    <fieldset className="checklist" aria-label={label}>
      <div className="history-bar">
        <Button look="quiet" onClick={() => onTicked(new Set(items.map(({ id }) => id)))}>
          {w.all}
        </Button>
        <Button look="quiet" onClick={() => onTicked(new Set())}>
          {w.none}
        </Button>
      </div>
      <VirtualList items={items} label={label} className="checklist-list" rowPx={40} keyOf={({ id }) => id}>
        {({ id, title }) => (
          <label className="checklist-row">
            <input type="checkbox" checked={ticked.has(id)} onChange={() => toggle(id)} />
            <span dir="auto">{title}</span>
          </label>
        )}
      </VirtualList>
    </fieldset>
  );
}
