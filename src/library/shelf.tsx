/** What is on this device: the models, what broke off, and the room they take. */

import { useEffect } from "react";
import { pocket } from "../../models/catalogue.ts";
import type { PartialModel } from "../../workers/contract/library-api.ts";
import { isUnderWay, useInstall } from "../state/install-store.ts";
import { forgetFreed, readLibrary, useLibrary } from "../state/library-store.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";
import { ModelRow } from "./model-row.tsx";
import { PartialRow } from "./partial-row.tsx";
import { PocketRow } from "./pocket-row.tsx";
import { StorageFacts } from "./storage-facts.tsx";

/** How often to look how far another tab is. */
const elsewhereMs = 3000;

export function Shelf() {
  const w = useWords();
  const list = useLibrary((state) => state.list);
  const problem = useLibrary((state) => state.problem);
  const freed = useLibrary((state) => state.freed);
  const installation = useInstall((state) => state.installation);
  /** The card above shows the one that this tab is bringing in. */
  const onCard = ({ id }: PartialModel) => installation?.progress?.id === id;
  const models = list?.models.filter(({ manifest }) => manifest.id !== pocket.id) ?? [];
  const partial = list?.partial.filter((each) => !onCard(each) && !(each.running && isUnderWay(installation))) ?? [];
  const elsewhere = partial.some(({ running }) => running);
  useEffect(() => {
    if (!elsewhere) return;
    const timer = setInterval(() => void readLibrary(), elsewhereMs);
    return () => clearInterval(timer);
  }, [elsewhere]);
  return (
    <section className="shelf" aria-labelledby="shelf-title">
      <h3 className="section-title" id="shelf-title">
        {w.models.onDevice}
      </h3>
      {freed && <Banner onDismiss={forgetFreed}>{w.models.deletedFreed(freed.name, sayBytes(freed.bytes))}</Banner>}
      <ul className="shelf-list">
        <PocketRow />
        {models.map((model) => (
          <ModelRow key={model.manifest.id} model={model} />
        ))}
        {partial.map((each) => (
          <PartialRow key={each.id} partial={each} />
        ))}
      </ul>
      {list && <StorageFacts list={list} />}
      {problem && (
        <div className="shelf-problem" role="alert">
          <p>{w.models.unreadable(problem.message)}</p>
          <Button onClick={() => void readLibrary()}>{w.common.tryAgain}</Button>
        </div>
      )}
    </section>
  );
}
