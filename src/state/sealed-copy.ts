/**
 * What many encrypted records say, in one encrypted record beside them: decrypting ten thousand one by one takes seconds.
 *
 * Every record is encrypted under a nonce of its own, so that a record that was written since is known by its nonce, and it
 * alone is decrypted. A copy can always be made anew; it is written when it lacks more than a few records.
 */

import { isSealed, type Sealed, unsealed } from "./vault.ts";

/** A copy that lacks fewer is left as it is, and fewer records need none. */
const FEW = 200;

/** By the record's key. */
export type Copy = ReadonlyMap<string, { readonly nonce: string; readonly value: unknown }>;

export interface ManyRecords {
  readonly records: [string, unknown][];
  readonly copy: Copy;
  /** The copy is worth writing. */
  readonly isNew: boolean;
}

export const needsCopy = (records: readonly unknown[]) => records.length > FEW;

/** Decrypts those that the copy lacks; the others' values are the copy's. */
export async function unsealedMany(
  sealed: readonly (readonly [string, unknown])[],
  before: Copy,
  key: CryptoKey,
): Promise<ManyRecords> {
  const copy = new Map<string, { nonce: string; value: unknown }>();
  let decrypted = 0;
  const records = await Promise.all(
    sealed.map(([name, value]): [string, unknown] | Promise<[string, unknown]> => {
      if (!isSealed(value)) return [name, value];
      const nonce = nonceOf(value);
      const known = before.get(name);
      if (known?.nonce === nonce) {
        copy.set(name, known);
        return [name, known.value];
      }
      decrypted++;
      return unsealed(value, name, key).then((plain) => {
        copy.set(name, { nonce, value: plain });
        return [name, plain];
      });
    }),
  );
  const gone = before.size - (copy.size - decrypted);
  return { records, copy, isNew: decrypted + gone > FEW };
}

export const storedCopy = (copy: Copy) => Array.from(copy, ([name, { nonce, value }]) => [name, nonce, value]);

/** What is no copy is an empty one. */
export function parseCopy(stored: unknown): Copy {
  if (!Array.isArray(stored)) return new Map();
  return new Map(
    stored.map((row) => {
      const [name, nonce, value] = Array.isArray(row) ? row : [];
      return [String(name), { nonce: String(nonce), value }];
    }),
  );
}

function nonceOf({ iv }: Sealed): string {
  return btoa(String.fromCharCode(...iv));
}
