/** How answers are written: with or without what was said before, and the figures of sampling, for all or for one. */

import { useState } from "react";
import { useConversations } from "../state/conversation-store.ts";
import { modelSampling, useEngine } from "../state/engine-store.ts";
import {
  changeSettings,
  chooseSampling,
  resetSampling,
  type SamplingChoice,
  useSettings,
} from "../state/settings-store.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { useWords } from "../words/words.ts";
import { Figure, type FigureName } from "./figure.tsx";
import { Seed } from "./seed.tsx";
import { Toggle } from "./toggle.tsx";

const figures: readonly FigureName[] = ["temperature", "topP", "topK", "repetitionPenalty", "maxNewTokens"];
const nothing: SamplingChoice = {};

export function AnswerSettings() {
  const w = useWords().settings;
  const model = useEngine((state) => state.model);
  const selectedId = useConversations((state) => state.selectedId);
  const standAlone = useSettings((state) => state.standAlone);
  const forAll = useSettings((state) => state.sampling);
  const forOne = useSettings((state) => (selectedId === null ? nothing : (state.conversations[selectedId] ?? nothing)));
  const [scope, setScope] = useState<"all" | "one">("all");
  const id = scope === "one" ? selectedId : null;
  const chosen = id === null ? forAll : forOne;
  const reference = { ...modelSampling(model), ...(id === null ? nothing : forAll) };
  return (
    <section className="settings-part" aria-labelledby="settings-answers">
      <h3 className="section-title" id="settings-answers">
        {w.answers}
      </h3>
      <Toggle
        name={w.standAlone}
        why={w.standAloneWhy}
        on={standAlone}
        onChange={(on) => changeSettings({ standAlone: on })}
      />
      {selectedId !== null && (
        <div className="setting">
          <span className="setting-name">{w.scope}</span>
          <Choice
            label={w.scope}
            value={scope}
            options={[
              { value: "all", said: w.scopes.all },
              { value: "one", said: w.scopes.one },
            ]}
            onChange={(chosen) => setScope(chosen)}
          />
        </div>
      )}
      {figures.map((name) => (
        <Figure
          key={name}
          name={name}
          chosen={chosen[name]}
          reference={reference[name]}
          onChange={(value) => chooseSampling(id, { [name]: value })}
        />
      ))}
      <Seed chosen={chosen.seed} onChange={(seed) => chooseSampling(id, { seed })} />
      <Button disabled={Object.keys(chosen).length === 0} onClick={() => resetSampling(id)}>
        {id === null ? w.resetAll(model.name) : w.resetOne}
      </Button>
    </section>
  );
}
