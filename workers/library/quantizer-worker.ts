/** The quantizer's thread. */

import { serveQuantizer } from "./quantizer-api.ts";

serveQuantizer(self);
