/** The engine's worker in a browser without promise integration. The order of the imports is the point. */

import "./without-jspi.ts";
import "../../workers/engine/worker.ts";
