/** A formula as MathML, which the browser draws and screen readers read; as it was written until that is loaded. */

import { useEffect, useRef, useState } from "react";
import { safeText } from "../../ui/safe-text.tsx";

type Temml = typeof import("temml")["default"];

let loaded: Temml | null = null;
let loading: Promise<Temml> | null = null;

interface FormulaProps {
  readonly tex: string;
  /** On a line of its own. */
  readonly display: boolean;
}

export function FormulaView({ tex, display }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [temml, setTemml] = useState(loaded);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (temml) return;
    loading ??= import("temml").then(({ default: module }) => module);
    // Without the network it stays as it was written.
    loading.then(
      (module) => {
        loaded = module;
        setTemml(() => module);
      },
      () => {
        loading = null;
      },
    );
  }, [temml]);
  useEffect(() => {
    const element = place.current;
    if (!temml || !element) return;
    try {
      // No macro may carry an address or a style of its own, and none may grow without end.
      temml.render(tex, element, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        maxExpand: 200,
        maxSize: [20, 20],
      });
      setDrawn(true);
    } catch {
      element.replaceChildren();
      setDrawn(false); // not a formula after all: it is shown as it was written
    }
  }, [temml, tex, display]);
  return (
    <span className={display ? "md-formula md-formula-own" : "md-formula"} dir="ltr">
      <span ref={place} />
      {!drawn && <code className="md-code">{safeText(tex)}</code>}
    </span>
  );
}
