/**
 * How GroupQueryAttention wants its rotary tables and its packed queries, keys and values, and how the checkpoint's
 * numbers get there.
 */

import type { NeoXConfig } from "../dolly/config.ts";
import { AppError } from "../errors.ts";
import type { RowBlock } from "./weight-plan.ts";

/** The width of the rotary tables, half the rotated dimensions, must be a multiple of this. */
const ROTARY_MULTIPLE = 8;

/** Half the rotated dimensions, padded for the kernel: 16 stays 16 (7b, 12b), 10 becomes 16 (3b). */
export function paddedHalfRotary(config: NeoXConfig): number {
  const padded = Math.ceil(config.rotaryDim / 2 / ROTARY_MULTIPLE) * ROTARY_MULTIPLE;
  if (padded * 2 > config.headDim) {
    throw new AppError(
      "unsupported",
      `A head of ${config.headDim} dimensions has no room for ${padded * 2} rotated ones, which the attention kernel needs.`,
    );
  }
  return padded;
}

/**
 * The cos or sin of position · base^(-2j / rotaryDim), [contextLength, paddedHalfRotary] row-major. The padding turns
 * by nothing: cos 1, sin 0.
 */
export function rotaryTable(config: NeoXConfig, table: "cos" | "sin"): Float32Array {
  const half = config.rotaryDim / 2;
  const width = paddedHalfRotary(config);
  const values = new Float32Array(config.contextLength * width);
  for (let position = 0; position < config.contextLength; position++) {
    for (let j = 0; j < width; j++) {
      const angle = j < half ? position / config.rotaryBase ** ((2 * j) / config.rotaryDim) : 0;
      values[position * width + j] = table === "cos" ? Math.cos(angle) : Math.sin(angle);
    }
  }
  return values;
}

/**
 * The rows of query_key_value, [heads, 3, headDim] in the checkpoint, as [3, heads, headDim].
 *
 * Where the tables are padded, the dimensions of each query and key head move so that the padding rotates dimensions that
 * are not to be rotated, by nothing. Dimension j is rotated together with dimension width + j, so the first half of the
 * rotated ones stays in front, the second half moves to `width`, and the rest fill the gaps in their order. Queries and
 * keys move alike, so their products stay what they were. Values do not move.
 */
export function packedQkvRows(config: NeoXConfig): RowBlock[] {
  const { heads, headDim } = config;
  const order = headOrder(config);
  const blocks: RowBlock[] = [];
  for (let part = 0; part < 3; part++) {
    for (let head = 0; head < heads; head++) {
      blocks.push({ first: (head * 3 + part) * headDim, count: headDim, order: part < 2 ? order : null });
    }
  }
  return blocks;
}

/** Which of a head's dimensions goes where: [new] = old. `null` when none moves. */
function headOrder(config: NeoXConfig): number[] | null {
  const half = config.rotaryDim / 2;
  const width = paddedHalfRotary(config);
  if (width === half) return null;
  let next = config.rotaryDim;
  return Array.from({ length: config.headDim }, (_, dim) => {
    if (dim < half) return dim;
    if (dim >= width && dim < width + half) return half + (dim - width);
    return next++;
  });
}
