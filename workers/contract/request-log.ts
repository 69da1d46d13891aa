/** What the page asks the service worker about the network, and what it is told. */

/** Sent with a port, on which the answer comes: LoggedRequest[], the most recent last. */
export const REQUESTS_MESSAGE = "requests";

export interface LoggedRequest {
  /** Origin and path; queries are not kept. */
  readonly address: string;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
}
