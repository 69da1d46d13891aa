/** The small files around the graphs: the tokenizer as the checkpoint has it, and what transformers.js reads. */

import type { ModelFile, Variant } from "../manifest.ts";
import { type OutputFolder, readJson, type SourceFolder } from "./bytes.ts";
import { writeFile } from "./hashed-file.ts";
import { describeVariants, generationConfig, tokenizerFiles } from "./transformers-js.ts";

export interface Documents {
  readonly files: readonly ModelFile[];
  /** Sentences: what is missing from the checkpoint without which the model still runs. */
  readonly warnings: readonly string[];
}

/** `config` is the checkpoint's config.json, parsed. */
export async function writeDocuments(
  source: SourceFolder,
  output: OutputFolder,
  config: unknown,
  variants: readonly Variant[],
): Promise<Documents> {
  const files: ModelFile[] = [];
  const warnings: string[] = [];
  let tokenizer: unknown = null;
  for (const path of tokenizerFiles) {
    const file = await source.open(path);
    if (!file) {
      warnings.push(`${source.name} has no ${path}; text cannot be turned into tokens without it.`);
      continue;
    }
    if (path === "tokenizer.json") tokenizer = await readJson(file);
    files.push(await writeFile(output, path, await file.read(0, file.size)));
  }
  const configured = variants.map(({ dtype, data, kvDtype }) => ({ dtype, dataFiles: data.length, kvDtype }));
  const generation = await source.open("generation_config.json");
  const generated = {
    "config.json": describeVariants(config, configured),
    "generation_config.json": generationConfig(config, tokenizer, generation ? await readJson(generation) : null),
  };
  for (const [path, json] of Object.entries(generated)) files.push(await writeFile(output, path, jsonBytes(json)));
  return { files, warnings };
}

/** With line breaks, for those who open the file; the same value gives the same bytes. */
export function jsonBytes(json: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
}
