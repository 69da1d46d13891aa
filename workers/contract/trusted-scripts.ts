/**
 * The only scripts that may be started, in the page and in each of its workers: those of the page's own origin. Every
 * other way to make text into markup or code fails under the policy in site-headers.ts, which names this one.
 *
 * Imported for its effect, before anything that starts a worker; browsers without Trusted Types go without.
 */

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
});
