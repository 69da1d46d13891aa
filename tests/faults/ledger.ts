/** What the database must hold: every instruction that was taken, and every message that was once seen in it, unchanged. */

import type { Page } from "playwright-core";

interface StoredMessage {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: "instruction" | "answer";
  /** The instruction's words, or the answer's. */
  readonly words: string;
}

export class Ledger {
  readonly #taken: string[] = [];
  readonly #seen = new Map<string, StoredMessage>();

  get instructions(): number {
    return this.#taken.length;
  }

  get messages(): number {
    return this.#seen.size;
  }

  /** The page has taken this instruction, whose words are like no other's. */
  take(instruction: string): void {
    this.#taken.push(instruction);
  }

  /** What is missing, doubled or changed, in words. Writes on their way have some seconds to arrive. */
  async compare(page: Page): Promise<string[]> {
    for (let attempt = 0; ; attempt++) {
      const stored = await storedMessages(page);
      const wrong = this.#wrong(stored);
      if (wrong.length === 0 || attempt === 5) {
        for (const message of stored) this.#seen.set(message.id, message);
        return wrong;
      }
      await page.waitForTimeout(1000);
    }
  }

  #wrong(stored: readonly StoredMessage[]): string[] {
    const byId = new Map(stored.map((message) => [message.id, message]));
    const answered = new Set(stored.filter(({ kind }) => kind === "answer").map(({ parentId }) => parentId));
    const wrong: string[] = [];
    for (const instruction of this.#taken) {
      const found = stored.filter(({ kind, words }) => kind === "instruction" && words === instruction);
      if (found.length !== 1) wrong.push(`“${instruction}” is stored ${found.length} times`);
      else if (!answered.has(found[0]!.id)) wrong.push(`“${instruction}” has no answer`);
    }
    for (const { id, words } of this.#seen.values()) {
      if (byId.get(id)?.words !== words) wrong.push(`“${words}” became “${byId.get(id)?.words}”`);
    }
    return wrong;
  }
}

function storedMessages(page: Page): Promise<StoredMessage[]> {
  return page.evaluate(
    () =>
      new Promise<StoredMessage[]>((resolve, reject) => {
        const opening = indexedDB.open("dolly");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const objects = opening.result.transaction("conversations").objectStore("conversations");
          const trees = objects.getAll(IDBKeyRange.bound("tree/", "tree/\uffff"));
          trees.onerror = () => reject(trees.error);
          trees.onsuccess = () => {
            opening.result.close();
            const messages = trees.result.flatMap((tree) => tree.messages);
            resolve(
              messages.map(({ id, parentId, kind, instruction, text }) => {
                return { id, parentId, kind, words: kind === "instruction" ? instruction : text };
              }),
            );
          };
        };
      }),
  );
}
