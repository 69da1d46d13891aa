/** The icons, drawn on a 20-unit grid in the colour of the text around them. All are decoration: a button names itself. */

import type { ReactNode } from "react";

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const SendIcon = () => (
  <Icon>
    <path d="M10 16V4.5M5 9l5-5 5 5" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" className="icon-solid" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const PassageIcon = () => (
  <Icon>
    <path d="M4 5h12M4 8.5h12M4 12h12M4 15.5h7" />
  </Icon>
);

export const MenuIcon = () => (
  <Icon>
    <path d="M3.5 6h13M3.5 10h13M3.5 14h8" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="7" y="7" width="9" height="9" rx="2" />
    <path d="M13 7V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v5a2 2 0 0 0 2 2h1" />
  </Icon>
);

export const DoneIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Icon>
);

export const AgainIcon = () => (
  <Icon>
    <path d="M15.5 10a5.5 5.5 0 1 1-1.8-4.1M14 2.8v3.4h-3.4" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M7 4.5 3.5 8 7 11.5M4 8h7.5a4 4 0 0 1 0 8H8" />
  </Icon>
);

export const RenameIcon = () => (
  <Icon>
    <path d="m4 16 .8-3.2L13 4.6a1.4 1.4 0 0 1 2 0l.4.4a1.4 1.4 0 0 1 0 2l-8.2 8.2L4 16Z" />
  </Icon>
);

export const DeleteIcon = () => (
  <Icon>
    <path d="M4 6h12M8 6V4.5h4V6M5.5 6l.7 9.5h7.6l.7-9.5M8.5 9v4M11.5 9v4" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M10 4v11.5M5 11l5 5 5-5" />
  </Icon>
);

/** The mark of the page: a sheep's head with an ear tag. */
export const DollyMark = () => (
  <svg className="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <path
      className="mark-fleece"
      d="M24 5.5c2.6-2 6.4-1.4 8 1.3 3-.6 6 1.5 6.3 4.6 2.8 1.2 4 4.4 2.7 7.1 1 2.2.4 4.9-1.4 6.5H8.4A5.7 5.7 0 0 1 7 18.5c-1.3-2.7-.1-5.9 2.7-7.1C10 8.3 13 6.2 16 6.8c1.6-2.7 5.4-3.3 8-1.3Z"
    />
    <path
      className="mark-face"
      d="M12 19.5c-4.3-1.4-8 .5-9 3.5 2.2 2.7 6 3.3 9.2 1.7C12.6 34.5 17.5 43 24 43s11.4-8.5 11.8-18.3c3.2 1.6 7 1 9.2-1.7-1-3-4.7-4.9-9-3.5-2.8-3.1-7-4.5-12-4.5s-9.2 1.4-12 4.5Z"
    />
    <circle className="mark-eye" cx="18.3" cy="26" r="1.9" />
    <circle className="mark-eye" cx="29.7" cy="26" r="1.9" />
    <path className="mark-nose" d="m21 35 3 2.4 3-2.4" />
    <rect className="mark-tag" x="37.5" y="23" width="8" height="10" rx="2" />
  </svg>
);
