/**
 * The page as a first visitor sees it, drawn when the page is built (vite.config.ts): it is there with index.html, before
 * any script, and `main.tsx` takes it over as it stands. The components are the page's own, with nothing stored.
 */

import { renderToString } from "react-dom/server";
import { App } from "./app.tsx";

/** Without inline styles, which the policy forbids; a list without rows needs none. */
export function firstPaint(): string {
  return renderToString(<App />).replace(/ style="[^"]*"/g, "");
}
