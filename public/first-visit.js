// Before the first paint: whoever has nothing stored here and reads English sees the page that index.html brings; for
// everyone else it stays out of sight until the page's script knows what to show (see src/main.tsx).
try {
  const known = Object.keys(localStorage).some((key) => key.startsWith("dolly/"));
  if (!known && /^en\b/i.test(navigator.language)) document.documentElement.dataset.drawn = "";
} catch {
  // Storage is refused: the page comes with its script.
}
