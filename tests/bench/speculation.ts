/**
 * `npm run bench:speculation [-- --shapes 160m,410m --device wasm --rounds 3]`: answers of 128 tokens with and without drafts,
 * in turns in headless Chromium: one that copies from the passage, one in whose middle a sentence is copied, and one that
 * copies nothing although many of its tokens stand in the passage. What the answer says is scripted, since random weights
 * copy nothing; all is computed that would be. Last line: JSON.
 */

import { uniform } from "../../workers/engine/sampler.ts";
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
      console.log(
        `${shape.name}, ${answer}: plain ${plain}, with drafts ${drafted} tokens/s; accepted ${last.accepted} of ${last.drafted}`,
      );
      results.push({ shape: shape.name, threads, answer, plain, drafted, ratio: drafted / plain });
    }
  }
  console.log(JSON.stringify({ benchmark: "speculation", device, results }));
  return 0;
}
