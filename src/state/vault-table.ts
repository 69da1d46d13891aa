/**
 * A table whose records may be encrypted. While a vault is there, it is locked until it is given the passphrase; then every
 * value is decrypted as it is read and encrypted as it is written.
 *
 * Encrypting everything, and decrypting it for good, goes record by record and may be cut off anywhere: records of both
 * kinds are read, and the vault says what was under way. No page writes plain text while there is a vault, whatever it
 * believes: each transaction looks.
 */

import { AppError } from "../../models/errors.ts";
import { words } from "../words/words.ts";
import { locked } from "./locks.ts";
import { type Copy, needsCopy, parseCopy, storedCopy, unsealedMany } from "./sealed-copy.ts";
import { copyPrefix } from "./stored-format.ts";
import type { Changes, Table } from "./table.ts";
import { closedBy, isSealed, isVault, keyOf, newKey, sealed, unsealed, type Vault, vaultKey } from "./vault.ts";

/** Converted in one transaction. */
const BATCH = 50;

/** Two writers at once would each decrypt what the other is about to replace. */
const writing = "dolly/vault-records";

export type VaultState = "none" | "locked" | "unlocked";

export class VaultTable implements Table {
  readonly #table: Table;
  #vault: Vault | null = null;
  #key: CryptoKey | null = null;
  /** By the prefix of the records. */
  readonly #copies = new Map<string, Copy>();

  constructor(table: Table) {
    this.#table = table;
  }

  /** Looks whether there is a vault; another one than before, or none, locks this table. */
  async look(): Promise<VaultState> {
    const found = await this.#table.get(vaultKey);
    const vault = isVault(found) ? found : null;
    if (found !== undefined && !vault) throw new AppError("unsupported", words().vault.unknown);
    if (!vault || !sameKey(vault, this.#vault)) this.lock();
    this.#vault = vault;
    if (!vault) return "none";
    return this.#key ? "unlocked" : "locked";
  }

  /** Stores the vault again, where all records were lost: what is written from now on is encrypted as before. */
  async restore(): Promise<void> {
    const vault = this.#vault;
    if (vault) await this.#table.transact([], () => new Map([[vaultKey, vault]]));
  }

  lock(): void {
    this.#key = null;
    this.#copies.clear();
  }

  /** Throws where the passphrase is wrong. What was cut off is gone on with by `finish`. */
  async unlock(passphrase: string): Promise<void> {
    if (this.#vault) this.#key = await keyOf(this.#vault, passphrase);
  }

  /** Encrypts every record. `onDone` is told how many of how many are done. */
  async seal(passphrase: string, onDone: (done: number, total: number) => void): Promise<void> {
    const key = await newKey();
    const vault = await closedBy(passphrase, key, "sealing");
    await this.#table.transact([vaultKey], (found) => {
      if (found.get(vaultKey) !== undefined) throw lockedError();
      return new Map([[vaultKey, vault]]);
    });
    this.#vault = vault;
    this.#key = key;
    await this.finish(onDone);
  }

  /** Decrypts every record for good. */
  async open(onDone: (done: number, total: number) => void): Promise<void> {
    await this.#become("opening");
    await this.finish(onDone);
  }

  /** Another passphrase for the same key. */
  async rekey(passphrase: string): Promise<void> {
    if (!this.#vault || !this.#key) throw lockedError();
    const vault = await closedBy(passphrase, this.#key, this.#vault.state);
    await this.#table.transact([], () => new Map([[vaultKey, vault]]));
    this.#vault = vault;
  }

  /** Goes on with what was under way. */
  async finish(onDone: (done: number, total: number) => void): Promise<void> {
    const { state } = this.#vault ?? {};
    if (state !== "sealing" && state !== "opening") return;
    const keys = (await this.#table.keys("")).filter((key) => key !== vaultKey);
    for (let at = 0; at < keys.length; at += BATCH) {
      await this.transact(keys.slice(at, at + BATCH), (found) => {
        const there = [...found].filter(([, value]) => value !== undefined);
        // Copies are of encrypted records only.
        return new Map(there.map(([key, value]) => [key, key.startsWith(copyPrefix) ? undefined : value]));
      });
      onDone(Math.min(at + BATCH, keys.length), keys.length);
    }
    if (state === "sealing") return this.#become("sealed");
    await this.#table.transact([], () => new Map([[vaultKey, undefined]]));
    this.#vault = null;
    this.lock();
  }

  async #become(state: Vault["state"]): Promise<void> {
    if (!this.#vault) throw lockedError();
    const vault = { ...this.#vault, state };
    await this.#table.transact([], () => new Map([[vaultKey, vault]]));
    this.#vault = vault;
  }

  keys(prefix: string): Promise<string[]> {
    this.#assertOpen();
    return this.#table.keys(prefix);
  }

  async get(key: string): Promise<unknown> {
    this.#assertOpen();
    return this.#unsealed(key, await this.#table.get(key));
  }

  async records(prefix: string): Promise<[string, unknown][]> {
    this.#assertOpen();
    const records = await this.#table.records(prefix);
    if (!this.#key) return records;
    if (!needsCopy(records)) {
      return Promise.all(records.map(async ([key, value]) => [key, await this.#unsealed(key, value)]));
    }
    const copyKey = copyPrefix + prefix;
    const before = this.#copies.get(prefix) ?? parseCopy(await this.get(copyKey));
    const many = await unsealedMany(records, before, this.#key);
    if (this.#key) this.#copies.set(prefix, many.copy); // locked meanwhile
    if (many.isNew && this.#vault?.state === "sealed") {
      // Without it the next page decrypts them again.
      void this.transact([], () => new Map([[copyKey, storedCopy(many.copy)]])).catch(() => {});
    }
    return many.records;
  }

  async transact(wanted: readonly string[], change: (found: ReadonlyMap<string, unknown>) => Changes): Promise<void> {
    this.#assertOpen();
    const [key, vault] = [this.#key, this.#vault];
    if (!key || !vault) {
      return this.#table.transact([...wanted, vaultKey], (found) => {
        if (found.get(vaultKey) !== undefined) throw lockedError();
        return change(found);
      });
    }
    await locked(writing, async () => {
      const found = new Map<string, unknown>();
      for (const each of wanted) found.set(each, await this.#unsealed(each, await this.#table.get(each)));
      const changes: Changes = new Map();
      for (const [each, value] of change(found)) {
        const plain = value === undefined || vault.state === "opening" || isSealed(value);
        changes.set(each, plain ? value : await sealed(value, each, key));
      }
      await this.#table.transact([vaultKey], (now) => {
        const stored = now.get(vaultKey);
        if (!isVault(stored) || stored.state !== vault.state) throw lockedError();
        return changes;
      });
    });
  }

  #unsealed(recordKey: string, value: unknown): Promise<unknown> {
    return this.#key ? unsealed(value, recordKey, this.#key) : Promise.resolve(value);
  }

  #assertOpen(): void {
    if (this.#vault && !this.#key) throw lockedError();
  }
}

function sameKey(one: Vault, other: Vault | null): boolean {
  return other !== null && String(one.wrappedKey) === String(other.wrappedKey);
}

function lockedError(): AppError {
  return new AppError("unsupported", words().vault.lockedMeanwhile);
}
