/** The models the page knows and where each comes from: data, not plug-ins. */

import { referenceSampling, type Sampling } from "./dolly/sampling.ts";

/** A model whose files lie under `path`, relative to the page, and came with it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly sampling: Omit<Sampling, "seed">;
}

export const pocket: CatalogueEntry = {
  id: "pocket",
  name: "Dolly Pocket",
  path: "pocket/",
  // A model this small strays at Dolly's temperature of 1.
  sampling: { ...referenceSampling, temperature: 0.3 },
};
