/** Copies a text, and says whether it worked. */

import { useEffect, useState } from "react";
import { announce } from "../state/draft-store.ts";
import { Button } from "../ui/button.tsx";
import { CopyIcon, DoneIcon } from "../ui/icons.tsx";
import { useWords } from "../words/words.ts";

const saidMs = 2000;

export function CopyButton({ text }: { readonly text: string }) {
  const w = useWords();
  const [said, setSaid] = useState<"copied" | "couldNotCopy" | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(text).then(
      () => "copied" as const,
      () => "couldNotCopy" as const, // the browser refused; said on the button
    );
    setSaid(outcome);
    announce(w.chat[outcome]);
  };
  return (
    <Button look="quiet" className="answer-action" onClick={copy}>
      {said === "copied" ? <DoneIcon /> : <CopyIcon />}
      {w.chat[said ?? "copy"]}
    </Button>
  );
}
