/**
 * What the model thought of a token and of the others: probabilities for the reader's eye, apart from how the token is
 * sampled. The softmax of the raw logits, at temperature 1.
 */

export interface Candidate {
  readonly id: number;
  readonly probability: number;
}

/** The probabilities of some ids under logits [vocab], which stay as they are. */
export interface Outlook {
  probability(id: number): number;
  /** The most probable ids but `except`, most probable first, the smaller id first of equals. */
  best(count: number, except: number): Candidate[];
}

/** Looks at the logits once; they may change afterwards only when nothing more is asked. */
export function outlook(logits: Float32Array): Outlook {
  let max = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > max) max = logit;
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - max);
  const probability = (id: number) => Math.exp(logits[id]! - max) / total;
  return {
    probability,
    best(count, except) {
      const ids: number[] = [];
      let least = Number.NEGATIVE_INFINITY;
      for (let id = 0; count > 0 && id < logits.length; id++) {
        if (id === except || (ids.length === count && !(logits[id]! > least))) continue;
        let rank = ids.length;
        while (rank > 0 && logits[id]! > logits[ids[rank - 1]!]!) rank--;
        ids.splice(rank, 0, id);
        if (ids.length > count) ids.pop();
        least = logits[ids.at(-1)!]!;
      }
      return ids.map((id) => ({ id, probability: probability(id) }));
    },
  };
}
