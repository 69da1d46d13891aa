/** The quantizer's thread. */

import { openQuantizer } from "../../models/exporter/quantizer.ts";
import { serve } from "../contract/transport.ts";
import { type QuantizerApi, quantizerMethods, wholeBuffers } from "./quantizer-api.ts";

serve<QuantizerApi>(self, openQuantizer(), quantizerMethods, wholeBuffers);
