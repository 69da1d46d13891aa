/**
 * Which model this device uses, remembered from visit to visit, and which one is just starting in this tab: a model too
 * large for the device takes the tab down with it, and its reload must not try again by itself.
 */

import { pocket } from "../../models/catalogue.ts";
import { readLocal, readTab, writeLocal, writeTab } from "./local.ts";

export interface ModelChoice {
  readonly id: string;
  readonly name: string;
}

const chosenKey = "model";
const startingKey = "model-starting";

export const pocketChoice: ModelChoice = { id: pocket.id, name: pocket.name };

export const isPocket = ({ id }: { readonly id: string }) => id === pocket.id;

export function rememberChoice(model: ModelChoice): void {
  writeLocal(chosenKey, isPocket(model) ? null : { id: model.id, name: model.name });
}

/** Notes that a model is starting in this tab; null: it has settled, or the page leaves in good order. */
export function markStarting(model: ModelChoice | null): void {
  writeTab(startingKey, model === null || isPocket(model) ? null : { id: model.id, name: model.name });
  if (model !== null) globalThis.addEventListener?.("pagehide", () => markStarting(null), { once: true });
}

/** The model to begin with. `brokeOff`: the one whose start took the page down last time; it is forgotten. */
export function takeChoice(): { readonly model: ModelChoice; readonly brokeOff: ModelChoice | null } {
  const brokeOff = parse(readTab(startingKey));
  markStarting(null);
  if (brokeOff !== null) {
    rememberChoice(pocketChoice);
    return { model: pocketChoice, brokeOff };
  }
  return { model: parse(readLocal(chosenKey)) ?? pocketChoice, brokeOff: null };
}

function parse(stored: unknown): ModelChoice | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { id, name } = stored as Record<string, unknown>;
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}
