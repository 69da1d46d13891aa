/**
 * The icons, all from one set (Lucide), under what they are used for. All are decoration, hidden from assistive technology:
 * a button names itself.
 */

export {
  Archive as ArchiveIcon,
  ArrowDown as DownIcon,
  ArrowUp as SendIcon,
  Check as DoneIcon,
  ChevronLeft as EarlierIcon,
  ChevronRight as LaterIcon,
  Columns2 as CompareIcon,
  Copy as CopyIcon,
  Download as ExportIcon,
  Ellipsis as MoreIcon,
  FileText as FileIcon,
  Info as AboutIcon,
  ListTree as KindIcon,
  Lock as LockIcon,
  Menu as MenuIcon,
  Pencil as RenameIcon,
  Pin as PinIcon,
  Play as ContinueIcon,
  Plus as PlusIcon,
  RefreshCw as AgainIcon,
  ScanEye as LookIcon,
  Settings2 as SettingsIcon,
  Square as StopIcon,
  TextQuote as PassageIcon,
  ThumbsDown as BadIcon,
  ThumbsUp as GoodIcon,
  Trash2 as DeleteIcon,
  Undo2 as UndoIcon,
  X as CloseIcon,
} from "lucide-react";

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
