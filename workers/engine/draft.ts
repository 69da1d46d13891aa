/**
 * Guesses the next ids from the ones there are: where the last few have stood before, what followed them then may follow
 * again. Answers that copy from a passage or from themselves are guessed well, others hardly ever, and a guess costs no
 * more than this search. Known as prompt look-up decoding (Saxena 2023).
 */

export interface Draft {
  readonly ids: readonly number[];
  /** How many of the last ids stood before the guess too: the more, the likelier it is right. */
  readonly matched: number;
}

export const noDraft: Draft = { ids: [], matched: 0 };

/** Longer agreement says no more. */
const LONGEST_MATCH = 8;

/** Up to `limit` ids that followed the longest earlier match, the latest of equals; none where nothing matches. */
export function findDraft(ids: readonly number[], limit: number): Draft {
  const last = ids.length - 1;
  let matched = 0;
  let follows = 0;
  for (let end = last - 1; end >= 0 && matched < LONGEST_MATCH; end--) {
    let length = 0;
    while (length < LONGEST_MATCH && length <= end && ids[end - length] === ids[last - length]) length++;
    if (length <= matched) continue;
    matched = length;
    follows = end + 1;
  }
  return matched === 0 || limit < 1 ? noDraft : { ids: ids.slice(follows, follows + limit), matched };
}
