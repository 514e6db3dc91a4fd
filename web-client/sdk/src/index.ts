export { Api, ApiProblem, type ProjectPage, type ProjectRow } from './http/index.ts';
export type { SetAside } from './outbox/index.ts';
export { OutboxFull } from './outbox/outbox.ts';
export * from './project/index.ts';
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
