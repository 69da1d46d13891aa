/** Copies a text, and says whether it worked. */

import { useEffect, useState } from "react";
import { announce } from "../state/draft-store.ts";
import { Button } from "../ui/button.tsx";
import { CopyIcon, DoneIcon } from "../ui/icons.tsx";

const saidMs = 2000;

export function CopyButton({ text }: { readonly text: string }) {
  const [said, setSaid] = useState<"Copied" | "Could not copy" | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(text).then(
      () => "Copied" as const,
      () => "Could not copy" as const, // the browser refused; said on the button
    );
    setSaid(outcome);
    announce(outcome);
  };
  return (
    <Button look="quiet" className="answer-action" onClick={copy}>
      {said === "Copied" ? <DoneIcon /> : <CopyIcon />}
      {said ?? "Copy"}
    </Button>
  );
}
