/**
 * The headers the page needs, in one place: the development and preview servers, the built page, `_headers` for static
 * hosts, and the service worker for hosts that send none all take them from here.
 */

/** Where models are downloaded from; nothing else beyond the page's own origin can be reached. */
const modelHosts = ["https://huggingface.co", "https://*.huggingface.co", "https://*.hf.co"];

/** No inline script or style, no eval beyond WebAssembly, no third party. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  `connect-src 'self' ${modelHosts.join(" ")}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Cross-origin isolation is what gives WebAssembly its threads. */
export const isolationHeaders: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export const siteHeaders: Readonly<Record<string, string>> = {
  ...isolationHeaders,
  "Content-Security-Policy": `${contentSecurityPolicy}; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
