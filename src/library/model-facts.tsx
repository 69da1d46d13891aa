/** The small print of an installed model. */

import type { InstalledModel } from "../../workers/contract/library-api.ts";
import { addedDate } from "../state/added-dates.ts";
import { useWords } from "../words/words.ts";
import { sayBytes, sayError } from "./amounts.ts";
import { Fact } from "./fact.tsx";
import { originWords, revisionWords } from "./source-words.ts";

export function ModelFacts({ model }: { readonly model: InstalledModel }) {
  const w = useWords().modelFacts;
  const { manifest, bytes, worstQuantization, origin } = model;
  const { revision, repository } = manifest.source;
  const addedAt = addedDate(manifest.id);
  return (
    <dl className="facts">
      <Fact term={w.size}>{w.sizeHere(sayBytes(bytes))}</Fact>
      <Fact term={w.weights}>{manifest.variants.map(({ dtype }) => `${w.dtype[dtype]} (${dtype})`).join("; ")}</Fact>
      <Fact term={w.source}>{originWords(origin, repository)}</Fact>
      {revision !== null && <Fact term={w.revision}>{revisionWords(revision)}</Fact>}
      {addedAt !== null && <Fact term={w.since}>{w.date(addedAt)}</Fact>}
      {worstQuantization && (
        <Fact term={w.leastExact}>
          {w.leastExactOf(
            tensorWords(worstQuantization.tensor),
            sayError(worstQuantization.mean),
            sayError(worstQuantization.max),
          )}
        </Fact>
      )}
    </dl>
  );
}

/** Without what every tensor's name has. */
function tensorWords(tensor: string): string {
  return tensor.replace(/^gpt_neox\./, "").replace(/\.weight$/, "");
}
