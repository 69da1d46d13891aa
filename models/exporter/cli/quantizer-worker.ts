/** The quantizer's thread. */

import { parentPort } from "node:worker_threads";
import { serveQuantizer } from "../../../workers/library/quantizer-api.ts";
import { browserPort } from "./browser-port.ts";

serveQuantizer(browserPort(parentPort!, () => {}));
