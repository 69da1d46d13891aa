/**
 * `npm run bench:follow-up [-- --shapes 160m --device wasm --rounds 5]`: the first token of a follow-up of 20 tokens after a
 * conversation of 1,500, beside that of a fresh prompt of 20, in turns in headless Chromium. Last line: JSON.
 */

import { decoderArguments, median, timeDecoder } from "./decoder.ts";

const CONVERSATION = 1500;
const NEW = 20;

export async function main(args: readonly string[]): Promise<number> {
  const { shapes, device, rounds } = decoderArguments(args);
  const results = [];
  for (const shape of shapes) {
    const conversation = idsOf(CONVERSATION, 1);
    const job = { newTokens: 1, speculate: false };
    const jobs = Array.from({ length: rounds }, (_, round) => [
      { ...job, promptIds: idsOf(NEW, 7 + round), anew: true },
      { ...job, promptIds: conversation, anew: true },
      { ...job, promptIds: [...conversation, ...idsOf(NEW, 70 + round)] },
    ]).flat();
    const { times, threads } = await timeDecoder(shape, device, jobs);
    const firstTokenMs = (kind: number) =>
      median(times.filter((_, index) => index % 3 === kind).map((each) => each.firstTokenMs));
    const [freshMs, conversationMs, followUpMs] = [firstTokenMs(0), firstTokenMs(1), firstTokenMs(2)];
    console.log(
      `${shape.name}: fresh ${freshMs} ms, conversation ${conversationMs} ms, follow-up ${followUpMs} ms, ` +
        `of whose ${CONVERSATION + NEW} tokens ${times.at(-1)!.reused} were not read again`,
    );
    const ratio = followUpMs / freshMs;
    results.push({ shape: shape.name, threads, freshMs, conversationMs, followUpMs, ratio });
  }
  console.log(JSON.stringify({ benchmark: "follow-up", device, results }));
  return 0;
}

function idsOf(length: number, seed: number): number[] {
  return Array.from({ length }, (_, index) => 1 + ((index * 97 + seed * 7919) % 50_000));
}
