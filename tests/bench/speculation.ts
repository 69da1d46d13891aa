/**
 * `npm run bench:speculation [-- --shapes 160m,410m --device wasm --rounds 3]`: answers of 128 tokens with and without drafts,
 * in turns in headless Chromium: one that copies from the passage, one in whose middle a sentence is copied, and one that
 * copies nothing although many of its tokens stand in the passage. What the answer says is scripted, since random weights
 * copy nothing; all is computed that would be. Last line: JSON.
 *
 * Two answers of one run differ by more than drafts may cost, because the machine does. So the cost is also told within
 * each answer with drafts: what its runs took, against what its tokens would have at the time of the runs of one token next
 * to each.
 */

import { uniform } from "../../workers/engine/sampler.ts";
import type { DecoderRun } from "../browser/decoder-worker.ts";
import { decoderArguments, median, timeDecoder } from "./decoder.ts";

const PASSAGE = 400;
const ANSWER = 128;

/** Few different ids, as in a text: any of them has stood somewhere before. */
const wordAt = (seed: number) => (_: unknown, index: number) => 1 + Math.floor(200 * uniform(seed, index) ** 2);

const passage = Array.from({ length: PASSAGE }, wordAt(1));
const free = Array.from({ length: ANSWER }, wordAt(2));
const answers = {
  copied: passage.slice(100, 100 + ANSWER),
  "part copied": [...free.slice(0, 48), ...passage.slice(200, 232), ...free.slice(80)],
  free,
};

/** So many runs of one token on either side say what a token takes there. */
const NEIGHBOURS = 4;

/** What the runs took, and what their tokens would have taken one by one. */
function costOf(runs: readonly DecoderRun[]): { readonly ms: number; readonly plainMs: number } {
  const plain = runs.flatMap(({ ids }, at) => (ids === 1 ? [at] : []));
  let ms = 0;
  let plainMs = 0;
  for (const [at, run] of runs.slice(0, -1).entries()) {
    const tokens = runs[at + 1]!.start - run.start;
    const near = [
      ...plain.filter((each) => each < at).slice(-NEIGHBOURS),
      ...plain.filter((each) => each > at).slice(0, NEIGHBOURS),
    ];
    ms += run.ms;
    plainMs += run.ids === 1 ? run.ms : tokens * median(near.map((each) => runs[each]!.ms));
  }
  return { ms, plainMs };
}

export async function main(args: readonly string[]): Promise<number> {
  const { shapes, device, rounds } = decoderArguments(args);
  const results = [];
  for (const shape of shapes) {
    const kinds = Object.entries(answers);
    const jobs = Array.from({ length: rounds }, () =>
      kinds.flatMap(([, script]) =>
        [false, true].map((speculate) => ({ promptIds: passage, newTokens: ANSWER, speculate, script })),
      ),
    ).flat();
    const { times, threads } = await timeDecoder(shape, device, jobs);
    for (const [at, [answer]] of kinds.entries()) {
      const each = times.filter((_, index) => Math.floor((index % (2 * kinds.length)) / 2) === at);
      const tokensPerSecond = (drafts: number) =>
        median(
          each.filter((_, index) => index % 2 === drafts).map(({ restMs, tokens }) => ((tokens - 1) * 1000) / restMs),
        );
      const [plain, drafted] = [tokensPerSecond(0), tokensPerSecond(1)];
      const last = each.at(-1)!;
      const drafts = each.filter((_, index) => index % 2 === 1);
      const costs = drafts.map(({ runs }) => costOf(runs));
      const allCosts =
        costs.reduce((sum, { ms }) => sum + ms, 0) / costs.reduce((sum, { plainMs }) => sum + plainMs, 0);
      const checked = drafts.reduce((sum, { runs }) => sum + runs.filter(({ ids }) => ids > 1).length, 0);
      console.log(
        `${shape.name}, ${answer}: plain ${plain}, with drafts ${drafted} tokens/s; accepted ${last.accepted} of ${last.drafted}; ` +
          `within the answers with drafts, ${checked} of whose runs check some, time against plain runs ${allCosts.toFixed(4)}`,
      );
      results.push({
        shape: shape.name,
        threads,
        answer,
        plain,
        drafted,
        ratio: drafted / plain,
        checked,
        cost: allCosts,
      });
    }
  }
  console.log(JSON.stringify({ benchmark: "speculation", device, results }));
  return 0;
}
