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

/** An official checkpoint on a hub. */
export interface OfficialCheckpoint {
  /** As an installed model's manifest has it. */
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly repository: string;
  readonly revision: string;
  readonly parameters: number;
}

export const hubHost = "https://huggingface.co";

/** Smallest first. */
export const dollies: readonly OfficialCheckpoint[] = [
  { name: "Dolly 3B", size: "3b", parameters: 2_775_208_960 },
  { name: "Dolly 7B", size: "7b", parameters: 6_857_302_016 },
  { name: "Dolly 12B", size: "12b", parameters: 11_846_072_320 },
].map(({ name, size, parameters }) => ({
  id: `dolly-v2-${size}`,
  name,
  host: hubHost,
  repository: `databricks/dolly-v2-${size}`,
  revision: "main",
  parameters,
}));
