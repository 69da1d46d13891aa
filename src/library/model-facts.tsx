/** The small print of an installed model. */

import type { InstalledModel } from "../../workers/contract/library-api.ts";
import { addedDate } from "../state/added-dates.ts";
import { sayBytes, sayError } from "./amounts.ts";
import { Fact } from "./fact.tsx";
import { dtypeWords } from "./finding-words.ts";
import { originWords, revisionWords } from "./source-words.ts";

export function ModelFacts({ model }: { readonly model: InstalledModel }) {
  const { manifest, bytes, worstQuantization, origin } = model;
  const { revision, repository } = manifest.source;
  const addedAt = addedDate(manifest.id);
  return (
    <dl className="facts">
      <Fact term="Size">{sayBytes(bytes)} on this device</Fact>
      <Fact term="Weights">{manifest.variants.map(({ dtype }) => `${dtypeWords[dtype]} (${dtype})`).join("; ")}</Fact>
      <Fact term="Source">{originWords(origin, repository)}</Fact>
      {revision !== null && <Fact term="Revision">{revisionWords(revision)}</Fact>}
      {addedAt !== null && (
        <Fact term="Since">{new Date(addedAt).toLocaleDateString("en", { dateStyle: "long" })}</Fact>
      )}
      {worstQuantization && (
        <Fact term="Least exact">
          {`${tensorWords(worstQuantization.tensor)}: off by ${sayError(worstQuantization.mean)} on average, ${sayError(worstQuantization.max)} at most`}
        </Fact>
      )}
    </dl>
  );
}

/** Without what every tensor's name has. */
function tensorWords(tensor: string): string {
  return tensor.replace(/^gpt_neox\./, "").replace(/\.weight$/, "");
}
