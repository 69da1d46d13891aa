/** Puts the reader's choice of colours and text size on the document, where ui/tokens.css reads them. */

interface Appearance {
  readonly theme: "system" | "light" | "dark";
  readonly textSize: string;
}

export function showAppearance({ theme, textSize }: Appearance): void {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  dataset.textSize = textSize;
  // The bar of a phone's browser takes the page's own colour, in either light.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const dark = theme === "dark" || (theme === "system" && meta.media.includes("dark"));
    meta.content = dark ? "#141a18" : "#f3f4ee";
  }
}
