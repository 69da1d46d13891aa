import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../models/errors.ts";
import type { GenerateRequest, GenerateResult } from "../../../workers/contract/engine-api.ts";
import { answering, answerWith, deferred, noting, openPage, result, stubBrowser } from "./sending.ts";

beforeEach(stubBrowser);

describe("branches", () => {
  it("[C2] asks again beside the answer that is there", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    await page.ask("Two?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.regenerate(selectedId!, page.messages()[1]!.id);
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["Oslo.", 2],
    ]);
    expect(page.messages()).toHaveLength(5);
    await page.tree.showMessage(selectedId!, page.messages()[1]!.id);
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo.", "Two?", "Oslo."]);
  });

  it("[C2] asks in other words beside the old ones, with what came before and no more", async () => {
    const { seen, engine } = noting(async () => result);
    const page = await openPage(engine);
    await page.ask("One?");
    await page.ask("Two?");
    const { selectedId } = page.conversations.useConversations.getState();
    let taken = false;
    await page.reword(selectedId!, page.messages()[2]!.id, { instruction: "Second?", context: "P" }, () => {
      taken = true;
    });
    expect(taken).toBe(true);
    expect(seen[2]).toMatchObject({ instruction: "Second?", context: "P", earlier: [{ instruction: "One?" }] });
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["Oslo.", 1],
      ["Second?", 2],
      ["Oslo.", 1],
    ]);
  });

  it.each(["count", "generate"] as const)("[Y3] leaves the old wording as it was where %s refuses", async (method) => {
    const page = await openPage(answering());
    await page.ask("One?");
    const before = page.seen();
    const { selectedId } = page.conversations.useConversations.getState();
    answerWith(answering({ [method]: () => Promise.reject(new AppError("context-length", "Too long.")) }));
    await page.reword(selectedId!, page.messages()[0]!.id, { instruction: "Long?", context: null }, () => {});
    expect(page.composer.getState().problem).toMatchObject({ message: "Too long." });
    expect(page.seen()).toEqual(before);
  });

  it("[C6] goes on with an answer that was cut off, beside it and with its seed", async () => {
    const seen: GenerateRequest[] = [];
    const page = await openPage(
      answering({
        generate: async (request, { emit }) => {
          seen.push(request);
          if (request.answerPrefix === undefined) return { ...result, text: "It is", ids: [1, 2], stop: "length" };
          emit({ phase: "writing", text: "It is", tokens: 2, ids: [1, 2] });
          emit({ phase: "writing", text: " Oslo.", tokens: 3, ids: [3] });
          throw new AppError("worker-died", "It stopped.");
        },
      }),
    );
    await page.ask("One?");
    const [asked, begun] = page.messages();
    const { selectedId } = page.conversations.useConversations.getState();
    await page.continueAnswer(selectedId!, begun!.id);
    const { sampling } = seen[0]!;
    const left = sampling.maxNewTokens - 2;
    expect(seen[1]).toMatchObject({ answerPrefix: [1, 2], sampling: { ...sampling, maxNewTokens: left } });
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["It is Oslo.", 2],
    ]);
    expect(page.messages()).toMatchObject([asked, begun, { parentId: asked!.id, stop: "interrupted" }]);
  });

  it("[C5] keeps a correction beside the answer it corrects, marked as edited", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.tree.correct(selectedId!, page.messages()[1]!.id, "It is Oslo.");
    expect(page.seen()).toEqual([
      ["One?", 1],
      ["It is Oslo.", 2],
    ]);
    expect(page.messages().at(-1)).toMatchObject({ edited: true, seed: null, tokens: null });
  });

  it("[C3] has a deleted message and what followed it back; the last one takes its conversation with it", async () => {
    const page = await openPage(answering());
    await page.ask("One?");
    await page.ask("Two?");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.tree.removeMessage(selectedId!, page.messages()[1]!.id);
    expect(page.seen()).toEqual([["One?", 1]]);
    await page.tree.undoRemove();
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo.", "Two?", "Oslo."]);
    await page.tree.removeMessage(selectedId!, page.messages()[0]!.id);
    expect(page.conversations.useConversations.getState()).toMatchObject({ list: [], selectedId: null });
    await page.tree.undoRemove();
    expect(page.seen()).toHaveLength(4);
  });

  it("[C3] drops the answer to an instruction that was deleted while it was answered", async () => {
    const writing = deferred<GenerateResult>();
    const page = await openPage(answering());
    await page.ask("One?");
    answerWith(answering({ generate: () => writing.promise }));
    const sent = page.ask("Two?");
    await expect.poll(() => page.useDraft.getState().activity).toBe("reading");
    const { selectedId } = page.conversations.useConversations.getState();
    await page.tree.removeMessage(selectedId!, page.messages()[2]!.id);
    writing.resolve(result);
    await sent;
    expect(page.seen().map(([words]) => words)).toEqual(["One?", "Oslo."]);
  });
});
