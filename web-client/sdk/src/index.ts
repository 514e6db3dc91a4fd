export {
  type AssetOptions,
  type AssetPorts,
  AssetRefused,
  type Assets,
  type RefusedAsset,
  UNKNOWN_UPLOADS,
  type UploadState,
} from './assets/index.ts';
export {
  Api,
  type ApiOptions,
  ApiProblem,
  type Blame,
  type DeletedObject,
  type DeletedPage,
  type EntryAuthor,
  type EntryPage,
  type EventPage,
  HistoryApi,
  type HistoryEntry,
  type HistoryEvent,
  type PastState,
  type ProjectPage,
  type ProjectRow,
  type StateOf,
  type Version,
  type VersionPage,
  type Written,
} from './http/index.ts';
export { openAssets } from './open/openAssets.ts';
export { openProject } from './open/openProject.ts';
export { OutboxFull, type SetAside } from './outbox/index.ts';
export {
  type EditOptions,
  NotEditable,
  type NotSaving,
  type Origin,
  type Ports,
  type Project,
  type ProjectEvents,
  type ProjectOptions,
  type SaveState,
  type ServerAccess,
  type Status,
} from './project/index.ts';
export {
  type Append,
  applyChange,
  type CanvasObject,
  type Change,
  Conflict,
  type Delete,
  difference,
  equal,
  InvalidChange,
  type Json,
  type Patch,
  type Peer,
  type Props,
  type Put,
  type User,
} from './protocol/index.ts';
export { type EditingSettings, editingBounds, editingSettings } from './settings/index.ts';
export type { UndoManager } from './undo/index.ts';
