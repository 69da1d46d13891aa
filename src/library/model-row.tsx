/** An installed model: what it is, where it came from, and everything that can be done with it. */

import type { InstalledModel } from "../../workers/contract/library-api.ts";
import { exportPack, isWorking, repair, stopWork, useLibrary, verify } from "../state/library-store.ts";
import { Button } from "../ui/button.tsx";
import { saveFile } from "../ui/save-file.ts";
import { useWords } from "../words/words.ts";
import { sayBytes } from "./amounts.ts";
import { DeleteModel } from "./delete-model.tsx";
import { ModelFacts } from "./model-facts.tsx";
import { ModelHead, UseModel } from "./model-use.tsx";
import { WorkLine } from "./work-line.tsx";

export function ModelRow({ model }: { readonly model: InstalledModel }) {
  const w = useWords();
  const { manifest, bytes, origin } = model;
  const { id, name } = manifest;
  const work = useLibrary((state) => state.work[id]);
  const working = isWorking(work);
  return (
    <li className="model" aria-label={name}>
      <div className="model-top">
        <ModelHead model={manifest} />
        <UseModel model={manifest} disabled={working} />
      </div>
      <ModelFacts model={model} />
      <WorkLine work={work} name={name} />
      <div className="model-actions">
        {work?.kind === "verifying" || work?.kind === "repairing" ? (
          <Button look="quiet" onClick={() => stopWork(id)}>
            {w.common.stop}
          </Button>
        ) : (
          <Button
            look="quiet"
            aria-label={w.models.verifyModel(name)}
            disabled={working}
            onClick={() => void verify(id)}
          >
            {w.models.verify}
          </Button>
        )}
        {origin && (
          <Button
            look={work?.kind === "damaged" ? "strong" : "quiet"}
            aria-label={w.models.repairModel(name)}
            disabled={working}
            onClick={() => void repair(id)}
          >
            {w.models.repair}
          </Button>
        )}
        <Button
          look="quiet"
          aria-label={w.models.exportPackOf(name, sayBytes(bytes))}
          disabled={working}
          onClick={() => void exportPack(id, (pack) => saveFile(pack, `${id}.tar`))}
        >
          {w.models.exportPack}
        </Button>
        <DeleteModel id={id} name={name} bytes={bytes} disabled={working} />
      </div>
    </li>
  );
}
