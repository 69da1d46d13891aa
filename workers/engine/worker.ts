/** The engine's thread. */

import { type EngineApi, engineMethods } from "../contract/engine-api.ts";
import { serve } from "../contract/transport.ts";
import { Engine } from "./engine.ts";

serve<EngineApi>(self, new Engine(), engineMethods);
