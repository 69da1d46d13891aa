import { fileURLToPath } from "node:url";

/** The repository's folder, ending with a separator. */
export const root = fileURLToPath(new URL("../", import.meta.url));
