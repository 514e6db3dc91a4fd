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
  AccessApi,
  type AccessRequest,
  Api,
  type ApiOptions,
  ApiProblem,
  type Blame,
  type Dashboard,
  type DeletedObject,
  type DeletedPage,
  type EntryAuthor,
  type EntryPage,
  type EventPage,
  type FailingProject,
  type Figures,
  HistoryApi,
  type HistoryEntry,
  type HistoryEvent,
  type HotProject,
  type ImportCall,
  type Imported,
  type InstanceReport,
  type InstanceState,
  type LargeProject,
  type LeftOut,
  type LinkRole,
  type Me,
  type Member,
  makeProject,
  type NewLink,
  type NewProject,
  type NotReady,
  OperationsApi,
  type Outcome,
  type PastState,
  type ProjectPage,
  type ProjectRow,
  type Redeemed,
  type ReportedChange,
  type ReportedProjects,
  type RollBack,
  type ShareLink,
  type Skipped,
  type StateOf,
  type Steps,
  type TrashedProject,
  type TrashPage,
  type Version,
  type VersionPage,
  type Watch,
  type Written,
} from './http/index.ts';
export type { NoteStore } from './notes/index.ts';
export { keptPictures } from './open/keptPictures.ts';
export { type KeptAt, type KeptValue, keptValue } from './open/keptValue.ts';
export { openAssets } from './open/openAssets.ts';
export { openDelivery } from './open/openDelivery.ts';
export { openLocks, openNotes } from './open/openNotes.ts';
export { openProject } from './open/openProject.ts';
export { uuid } from './open/uuid.ts';
export { OutboxFull, type SetAside } from './outbox/index.ts';
export type { Picture } from './pictures/index.ts';
export type { Locks } from './ports/locks.ts';
export type { TokenAsk, TokenSource } from './ports/token.ts';
export {
  type Cause,
  type EditOptions,
  type LeftChange,
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
  cleanProps,
  cleanText,
  type Delete,
  difference,
  equal,
  InvalidChange,
  type Json,
  type Limits,
  type Patch,
  type Peer,
  type Props,
  type Put,
  type Role,
  setTo,
  type User,
} from './protocol/index.ts';
export type { BackgroundDelivery, Unsent } from './recovery/index.ts';
export { type EditingSettings, editingBounds, editingSettings } from './settings/index.ts';
export type { UndoManager } from './undo/index.ts';
