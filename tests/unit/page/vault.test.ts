import { describe, expect, it, vi } from "vitest";
import { Persist, type Unread } from "../../../src/state/persist.ts";
import { memoryTable, type Table } from "../../../src/state/table.ts";
import { VaultTable } from "../../../src/state/vault-table.ts";
import { answer, conversationOf, instruction } from "./world.ts";

const secret = conversationOf(instruction("a", null, { instruction: "A secret" }), answer("a1", "a"));
const other = { ...secret, id: "two" };
const nothing = () => {};

/** Two tabs on one disk. */
async function world() {
  const disk = memoryTable();
  const vault = new VaultTable(disk);
  const persist = new Persist(vault);
  await vault.look();
  await persist.write(secret);
  await persist.write(other);
  await persist.writeJournal({ conversationId: "one", instruction: instruction("b"), answer: answer("b1", "b") });
  await persist.writeSearchIndex(new Uint8Array([1, 2, 3]));
  return { disk, vault, persist };
}

/** Everything on the disk as text, keys included. */
async function everything(disk: Table): Promise<string> {
  const records = await disk.records("");
  const text = (value: unknown): string =>
    value instanceof ArrayBuffer || value instanceof Uint8Array
      ? new TextDecoder("latin1").decode(value)
      : JSON.stringify(value, (_, each) =>
          each instanceof ArrayBuffer || ArrayBuffer.isView(each) ? text(each) : each,
        );
  return records.map(([key, value]) => `${key} ${text(value)}`).join("\n");
}

describe("a passphrase", () => {
  it("[C30] encrypts every record, and everything reads as before", async () => {
    const { disk, vault, persist } = await world();
    expect(await everything(disk)).toContain("A secret");
    const done: number[] = [];
    await vault.seal("correct horse", (each) => done.push(each));
    expect(done.at(-1)).toBe(6);
    const stored = await everything(disk);
    for (const word of ["secret", "Pocket", "instruction", "answer a1"]) expect(stored).not.toContain(word);
    for (const [key, value] of await disk.records("")) {
      if (key !== "vault") expect(value, key).toMatchObject({ sealed: 1 });
    }
    expect(await persist.conversation("one", [])).toEqual(secret);
    expect(await persist.entries([])).toHaveLength(2);
    expect(await persist.searchIndex()).toEqual(new Uint8Array([1, 2, 3]));
    await persist.write({ ...secret, id: "three" });
    expect(await everything(disk)).not.toContain("secret");
  });

  it("[C31] is asked for by every new page, and a wrong one opens nothing", async () => {
    const { disk, vault } = await world();
    await vault.seal("correct horse", nothing);
    const page = new VaultTable(disk);
    expect(await page.look()).toBe("locked");
    await expect(page.get("tree/one")).rejects.toThrow(/Reload this tab/);
    await expect(page.unlock("wrong horse")).rejects.toThrow("This is not the passphrase. Type it again.");
    expect(await page.look()).toBe("locked");
    await page.unlock("correct horse");
    expect(await new Persist(page).conversation("one", [])).toEqual(secret);
    page.lock();
    await expect(page.get("tree/one")).rejects.toThrow();
  });

  it("[C31] can be changed, and taken away", async () => {
    const { disk, vault, persist } = await world();
    await vault.seal("correct horse", nothing);
    await vault.rekey("battery staple");
    const page = new VaultTable(disk);
    await page.look();
    await expect(page.unlock("correct horse")).rejects.toThrow();
    await page.unlock("battery staple");
    expect(await vault.look()).toBe("unlocked");
    await page.open(nothing);
    expect(await page.look()).toBe("none");
    expect(await everything(disk)).toContain("A secret");
    expect((await disk.records("")).filter(([, value]) => JSON.stringify(value).includes("sealed"))).toEqual([]);
    expect(await vault.look()).toBe("none");
    expect(await persist.conversation("one", [])).toEqual(secret);
  });

  it.each(["seal", "open"] as const)("[C32] loses nothing when the page dies in the middle of %s", async (deed) => {
    for (let survived = 0; survived < 3; survived++) {
      const { disk, vault } = await world();
      if (deed === "open") await vault.seal("correct horse", nothing);
      let writes = 0;
      const dying: Table = {
        ...disk,
        transact: async (keys, change) => {
          if (writes++ > survived) throw new Error("The page died.");
          // One record at a time, so that there are places to die between.
          await disk.transact(
            keys,
            (found) => new Map([...change(found)].slice(0, keys.includes("vault") ? 9 : undefined)),
          );
        },
      };
      const page = new VaultTable(dying);
      await page.look();
      if (deed === "open") await page.unlock("correct horse");
      await (deed === "seal" ? page.seal("correct horse", nothing) : page.open(nothing)).catch(nothing);
      const next = new VaultTable(disk);
      if ((await next.look()) === "locked") await next.unlock("correct horse");
      const persist = new Persist(next);
      expect(await persist.conversation("one", [])).toEqual(secret);
      expect(await persist.conversation("two", [])).toEqual(other);
      await next.finish(nothing);
      expect(await persist.entries([])).toHaveLength(2);
      expect((await everything(disk)).includes("A secret")).toBe((await next.look()) === "none");
    }
  });

  it("[C36] decrypts of many records only those that were written since", async () => {
    const { disk, vault, persist } = await world();
    const many = Array.from({ length: 500 }, (_, at) => ({ ...secret, id: `many-${at}` }));
    await persist.writeAll(many);
    await vault.seal("correct horse", nothing);
    await persist.entries([]);
    await expect.poll(() => disk.keys("copy/")).toHaveLength(1);
    expect(await everything(disk)).not.toContain("secret");
    await persist.write({ ...many[3]!, title: "Renamed" });
    await persist.purge("many-4");

    const page = new VaultTable(disk);
    await page.look();
    await page.unlock("correct horse");
    const decrypt = vi.spyOn(crypto.subtle, "decrypt");
    const entries = await new Persist(page).entries([]);
    expect(decrypt.mock.calls.length).toBeLessThan(5);
    decrypt.mockRestore();
    expect(entries).toHaveLength(501);
    expect(entries.find(({ id }) => id === "many-3")?.title).toBe("Renamed");
    expect(entries.find(({ id }) => id === "many-5")?.title).toBe("A secret");

    await page.open(nothing);
    expect(await disk.keys("copy/")).toEqual([]);
    expect(await new Persist(new VaultTable(disk)).entries([])).toHaveLength(501);
  });

  it("[C33] lets no other tab write plain text, nor what it read before", async () => {
    const { disk, vault } = await world();
    const late = new VaultTable(disk);
    await late.look();
    await vault.seal("correct horse", nothing);
    await expect(new Persist(late).write({ ...secret, id: "plain" })).rejects.toThrow(/Reload this tab/);
    expect(await everything(disk)).not.toContain("secret");
    expect(await late.look()).toBe("locked");
  });

  it("[C33] lets no record pass for another, and names one that is damaged", async () => {
    const { disk, vault, persist } = await world();
    await vault.seal("correct horse", nothing);
    const stolen = await disk.get("tree/one");
    await disk.transact([], () => new Map([["tree/two", stolen]]));
    const unread: Unread[] = [];
    expect(await persist.conversation("two", unread)).toBeNull();
    expect(unread).toEqual([{ key: "tree/two", why: "damaged" }]);
    expect(await disk.get("damaged/tree/two")).toEqual(stolen);
  });
});
