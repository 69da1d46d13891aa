/** A file becomes the composer's passage: picked, dropped anywhere on the page, or pasted. */

import { useEffect, useState } from "react";
import { toAppError } from "../../models/errors.ts";
import { focusComposer, refuse, takePassage } from "../state/composer-store.ts";

export interface FileTaking {
  /** The file being read. */
  readonly name: string | null;
  /** A file hangs over the page. */
  readonly hovering: boolean;
  take(file: File): Promise<void>;
}

export function useFileTaking(): FileTaking {
  const [name, setName] = useState<string | null>(null);
  const [hovering, setHovering] = useState(false);

  const take = async (file: File) => {
    setName(file.name);
    try {
      const { passageText } = await import("./passage-text.ts");
      takePassage(await passageText(file));
      focusComposer();
    } catch (error) {
      refuse(toAppError(error));
    } finally {
      setName(null);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` only sets state
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!meant(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent) => {
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      if (!file || !meant(event)) return;
      event.preventDefault();
      void take(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, []);

  return { name, hovering, take };
}

/** A dialog takes its own files. */
function meant({ dataTransfer, target, defaultPrevented }: DragEvent): boolean {
  const inDialog = target instanceof Element && target.closest("dialog, [role='dialog']") !== null;
  return !defaultPrevented && !inDialog && (dataTransfer?.types.includes("Files") ?? false);
}
