/** The banners: sentences about storage that stay until they are dismissed or no longer true. */

import { dismiss, useNotices } from "../state/notice-store.ts";
import { Banner } from "../ui/banner.tsx";

export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="notices" aria-live="polite">
      {[...notices].map(([kind, sentence]) => (
        <Banner key={kind} onDismiss={() => dismiss(kind)}>
          {sentence}
        </Banner>
      ))}
    </div>
  );
}
