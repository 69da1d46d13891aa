/**
 * The headers the page needs, in one place: the development and preview servers, the built page, `_headers` for static
 * hosts, and the service worker for hosts that send none all take them from here.
 */

/**
 * Where the library's thread may fetch models from: any place a reader names. It is asked for files alone and knows nothing
 * of conversations. Browsers keep a page that came by https from http hosts by themselves.
 */
const modelHosts = "https: http:";

/** The page, the engine and everything else reach their own server and nothing beyond it. */
const ownServer = "'self'";

/** The script of the library's thread, below the page's folder: a worker's policy is its script's, not the page's. */
const libraryScript = /^assets\/library-worker-[\w-]+\.js$/;

/** No inline script or style, no eval beyond WebAssembly, no third party. */
function policy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // default: trusted-scripts.ts; passage: a document that is read and never shown.
    "trusted-types default passage",
  ].join("; ");
}

export const contentSecurityPolicy = policy(ownServer);

/** The policy of a file of the build, by its path below the page's folder. */
export function policyOf(path: string): string {
  return libraryScript.test(path)
    ? policy(`${ownServer} ${modelHosts}`)
    : `${contentSecurityPolicy}; frame-ancestors 'none'`;
}

/** Cross-origin isolation is what gives WebAssembly its threads. */
export const isolationHeaders: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** What the page never asks for, nor anything in it. */
const unusedFeatures = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** What every file is sent with, beside its policy. */
export const sharedHeaders: Readonly<Record<string, string>> = {
  ...isolationHeaders,
  "Permissions-Policy": unusedFeatures.map((feature) => `${feature}=()`).join(", "),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

export function siteHeaders(path: string): Readonly<Record<string, string>> {
  return { ...sharedHeaders, "Content-Security-Policy": policyOf(path) };
}
