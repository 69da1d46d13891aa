/** The switch that cuts the network: what the page and the service worker tell each other, and how a refusal is known. */

import { AppError } from "../../models/errors.ts";

/**
 * From the page: asks whether the switch is on, or with `on` sets it. To all pages: how it stands.
 */
export const STAY_OFFLINE_MESSAGE = "stay-offline";

export interface StayOfflineMessage {
  readonly type: typeof STAY_OFFLINE_MESSAGE;
  readonly on?: boolean;
}

const HEADER = "X-Dolly-Stays-Offline";

/** What a request gets that the service worker did not let out. */
export function refusal(): Response {
  return new Response(null, { status: 403, statusText: "Stays offline", headers: { [HEADER]: "1" } });
}

/** Throws `offline` for a request that the service worker did not let out. */
export function assertLetOut(response: Response): void {
  if (!response.headers.has(HEADER)) return;
  throw new AppError(
    "offline",
    "The page stays offline, as chosen in the settings, so nothing is fetched; switch that off there and try again.",
  );
}
