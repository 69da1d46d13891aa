/** The engine's thread. */

import "../contract/trusted-scripts.ts";
import { type EngineApi, engineMethods } from "../contract/engine-api.ts";
import { serve } from "../contract/transport.ts";
import { Engine } from "./engine.ts";

serve<EngineApi>(self, new Engine(), engineMethods);
