/** The browser's own SHA-256 of a buffer: several times as fast as any JavaScript. Lower-case hexadecimal. */

import { AppError } from "../../models/errors.ts";

/** Throws `unsupported` where the page is not in a secure context. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  if (!crypto.subtle) {
    throw new AppError(
      "unsupported",
      "Open this page over https or on localhost; elsewhere browsers cannot check files.",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
