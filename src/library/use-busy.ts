/** Whether an answer is being written: the model cannot be changed under it. */

import { isBusy, useDraft } from "../state/draft-store.ts";

export const useBusyWriting = (): boolean => useDraft(({ activity }) => isBusy(activity) && activity !== "waiting");
