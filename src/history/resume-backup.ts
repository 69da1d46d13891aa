/** Goes on with the backup of an earlier session. Loaded where there was one. */

import { startBackup } from "../state/backup.ts";
import { toOwn } from "./own-format.ts";

void startBackup(toOwn);
