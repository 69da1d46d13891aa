/** The engine's worker on a device with faults. The order of the imports is the point. */

import "./faulty-gpu.ts";
import "../../workers/engine/worker.ts";
