/** Speaks to screen readers when an answer starts and when it is whole; the tokens in between are silent. */

import { useDraft } from "../state/draft-store.ts";

export function Announcer() {
  const { line, count } = useDraft((state) => state.announcement);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcer">
      <p key={count}>{line}</p>
    </div>
  );
}
