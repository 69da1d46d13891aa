/** The figures behind the verdict. */

import type { Assessment, ModelSource } from "../../workers/contract/library-api.ts";
import { useAssess } from "../state/assess-store.ts";
import { sayBytes, sayParameters, saySpeed } from "./amounts.ts";
import { Fact } from "./fact.tsx";
import { dtypeWords } from "./finding-words.ts";
import { sourceWords } from "./source-words.ts";

interface VerdictFactsProps {
  readonly assessment: Assessment;
  readonly source: ModelSource;
}

export function VerdictFacts({ assessment, source }: VerdictFactsProps) {
  const { fetchBytes, keepBytes, doneBytes, runBytes, device, dtype, form, parameters, contextLength } = assessment;
  const { freeBytes } = assessment.storage;
  const bytesPerSecond = useAssess((state) => state.bytesPerSecond);
  const remote = source.kind === "hub" || source.kind === "url";
  return (
    <dl className="facts">
      <Fact term={remote ? "Download" : "To read"}>
        {sayBytes(fetchBytes)}
        {form === "checkpoint" && ", made smaller on the way"}
      </Fact>
      <Fact term="On disk">
        {sayBytes(keepBytes)}
        {doneBytes > 0 && `, of which ${sayBytes(doneBytes)} are here`}
        {freeBytes !== null && `; ${sayBytes(freeBytes)} are free`}
      </Fact>
      <Fact term="In memory">
        about {sayBytes(runBytes)} of {device === "webgpu" ? "graphics memory" : "memory"}
      </Fact>
      {device === "webgpu" && bytesPerSecond !== null && (
        <Fact term="Speed">
          about {saySpeed(bytesPerSecond, keepBytes)} at best: this adapter reads its memory no faster
        </Fact>
      )}
      <Fact term="Made as">
        {dtypeWords[dtype]} ({dtype})
      </Fact>
      <Fact term="Model">
        {sayParameters(parameters)} weights, reads {contextLength.toLocaleString("en")} tokens at a time
      </Fact>
      <Fact term="From">{sourceWords(source)}</Fact>
    </dl>
  );
}
