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

/** Where the official checkpoints are. */
export const HUB = "https://huggingface.co";

/** An official checkpoint, which the page converts while it comes in. */
export interface CheckpointEntry {
  readonly id: string;
  readonly name: string;
  /** On HUB. */
  readonly repository: string;
  /** A branch until a commit is known: an installation pins it to the commit it finds, and the manifest names that. */
  readonly revision: string;
  readonly parameters: number;
  /** Of pytorch_model.bin; rounded to the 10 or 100 MB the hub shows, for telling sizes apart before asking it. */
  readonly roundedBytes: number;
  /** Of pytorch_model.bin, lower-case hexadecimal; a hub that lists another one is refused. `null` where it is not known. */
  readonly sha256: string | null;
  readonly sampling: Omit<Sampling, "seed">;
}

export const checkpoints: readonly CheckpointEntry[] = [
  {
    id: "dolly-v2-3b",
    name: "Dolly 3B",
    repository: "databricks/dolly-v2-3b",
    revision: "main",
    parameters: 2_775_086_080,
    roundedBytes: 5_680_000_000,
    sha256: "2b4a1f9a10084b10c886c2f0a0e86f63fc56cf9e781864bf0b3f24acb095824c",
    sampling: referenceSampling,
  },
  {
    id: "dolly-v2-7b",
    name: "Dolly 7B",
    repository: "databricks/dolly-v2-7b",
    revision: "main",
    parameters: 6_856_056_832,
    roundedBytes: 13_800_000_000,
    sha256: null,
    sampling: referenceSampling,
  },
  {
    id: "dolly-v2-12b",
    name: "Dolly 12B",
    repository: "databricks/dolly-v2-12b",
    revision: "main",
    parameters: 11_841_894_400,
    roundedBytes: 23_800_000_000,
    sha256: null,
    sampling: referenceSampling,
  },
];

/** What a model from `repository`, or from a folder of that name, is called where nobody gave it a name. */
export function titleOf(repository: string): { readonly id: string; readonly name: string } {
  const known = checkpoints.find((entry) => entry.repository === repository);
  if (known) return { id: known.id, name: known.name };
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const id = name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-");
  return { id: /^[a-z0-9]/.test(id) ? id.slice(0, 100) : `m${id}`.slice(0, 100), name: name.slice(0, 100) };
}
