/** The figures behind the verdict. */

import type { Assessment, ModelSource } from "../../workers/contract/library-api.ts";
import { useAssess } from "../state/assess-store.ts";
import { useWords } from "../words/words.ts";
import { sayBytes, sayParameters, saySpeed } from "./amounts.ts";
import { Fact } from "./fact.tsx";
import { sourceWords } from "./source-words.ts";

interface VerdictFactsProps {
  readonly assessment: Assessment;
  readonly source: ModelSource;
}

export function VerdictFacts({ assessment, source }: VerdictFactsProps) {
  const {
    verdict: { facts: w },
    modelFacts,
  } = useWords();
  const { fetchBytes, keepBytes, doneBytes, runBytes, device, dtype, form, parameters, contextLength } = assessment;
  const { freeBytes } = assessment.storage;
  const bytesPerSecond = useAssess((state) => state.bytesPerSecond);
  const remote = source.kind === "hub" || source.kind === "url";
  return (
    <dl className="facts">
      <Fact term={remote ? w.download : w.toRead}>
        {sayBytes(fetchBytes)}
        {form === "checkpoint" && w.madeSmaller}
      </Fact>
      <Fact term={w.onDisk}>
        {sayBytes(keepBytes)}
        {doneBytes > 0 && w.ofWhichHere(sayBytes(doneBytes))}
        {freeBytes !== null && w.free(sayBytes(freeBytes))}
      </Fact>
      <Fact term={w.inMemory}>{(device === "webgpu" ? w.graphicsMemory : w.memory)(sayBytes(runBytes))}</Fact>
      {device === "webgpu" && bytesPerSecond !== null && (
        <Fact term={w.speed}>{w.atBest(saySpeed(bytesPerSecond, keepBytes))}</Fact>
      )}
      {assessment.processorRate && (
        <Fact term={w.speed}>{w.between(assessment.processorRate.least, assessment.processorRate.most)}</Fact>
      )}
      <Fact term={w.madeAs}>
        {modelFacts.dtype[dtype]} ({dtype})
      </Fact>
      <Fact term={w.model}>{w.modelSize(sayParameters(parameters), contextLength)}</Fact>
      <Fact term={w.from}>{sourceWords(source)}</Fact>
    </dl>
  );
}
