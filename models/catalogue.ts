/** The models the page knows and where each comes from: data, not plug-ins. */

/** A model whose files lie under `path`, relative to the page, and came with it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

export const pocket: CatalogueEntry = { id: "pocket", name: "Dolly Pocket", path: "pocket/" };
