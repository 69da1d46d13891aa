/**
 * A passphrase and the key it guards.
 *
 * Records are encrypted by a random key (AES-GCM, 256 bits); the key is stored encrypted by another that is derived from
 * the passphrase (PBKDF2, SHA-256). Another passphrase therefore touches one record. A sealed record is
 *
 *   { sealed: 1, iv: 12 bytes, bytes: ciphertext with its tag }
 *
 * of one byte that says what follows (0: JSON in UTF-8, 1: bytes) and the value; the record's own key is authenticated with
 * it, so that no record passes for another. Keys of records, which are random ids, are not encrypted.
 */

import { AppError } from "../../models/errors.ts";
import { words } from "../words/words.ts";

export const vaultKey = "vault";

/** OWASP's figure for PBKDF2 with SHA-256, 2023 and later. */
const ITERATIONS = 600_000;

export interface Vault {
  readonly version: 1;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly wrappedKey: Uint8Array<ArrayBuffer>;
  /** `sealing`, `opening`: under way, and gone on with after a crash. */
  readonly state: "sealing" | "sealed" | "opening";
}

export interface Sealed {
  readonly sealed: 1;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const [JSON_VALUE, BYTES] = [0, 1] as const;

export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
}

export async function closedBy(passphrase: string, key: CryptoKey, state: Vault["state"]): Promise<Vault> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const guard = await derived(passphrase, salt, ITERATIONS, "wrapKey");
  const wrappedKey = new Uint8Array(await crypto.subtle.wrapKey("raw", key, guard, { name: "AES-GCM", iv }));
  return { version: 1, salt, iterations: ITERATIONS, iv, wrappedKey, state };
}

/** Throws where the passphrase is not the one it was closed by. */
export async function keyOf({ salt, iterations, iv, wrappedKey }: Vault, passphrase: string): Promise<CryptoKey> {
  const guard = await derived(passphrase, salt, iterations, "unwrapKey");
  try {
    return await crypto.subtle.unwrapKey("raw", wrappedKey, guard, { name: "AES-GCM", iv }, "AES-GCM", true, [
      "encrypt",
      "decrypt",
    ]);
  } catch (cause) {
    throw new AppError("bad-file", words().vault.wrong, { cause });
  }
}

async function derived(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  usage: "wrapKey" | "unwrapKey",
): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, [usage]);
}

export function isVault(value: unknown): value is Vault {
  const { version, salt, iterations, iv, wrappedKey } = (value ?? {}) as Partial<Vault>;
  const bytes = [salt, iv, wrappedKey].every((each) => each instanceof Uint8Array);
  return version === 1 && bytes && typeof iterations === "number";
}

export function isSealed(value: unknown): value is Sealed {
  return typeof value === "object" && value !== null && (value as Partial<Sealed>).sealed === 1;
}

export async function sealed(value: unknown, recordKey: string, key: CryptoKey): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value));
  const tagged = new Uint8Array(plain.length + 1);
  tagged[0] = value instanceof Uint8Array ? BYTES : JSON_VALUE;
  tagged.set(plain, 1);
  return { sealed: 1, iv, bytes: await crypto.subtle.encrypt(parameters(iv, recordKey), key, tagged) };
}

/** What is not sealed is what it is: records may be of either kind while they are being encrypted. */
export async function unsealed(value: unknown, recordKey: string, key: CryptoKey): Promise<unknown> {
  if (!isSealed(value)) return value;
  try {
    const tagged = new Uint8Array(await crypto.subtle.decrypt(parameters(value.iv, recordKey), key, value.bytes));
    const plain = tagged.subarray(1);
    return tagged[0] === BYTES ? plain.slice() : JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return value; // damaged: whoever parses it finds that it is not what it must be
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, recordKey: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(recordKey) };
}
