export { Api, type ApiOptions, editsBody } from './api.ts';
export { HistoryApi } from './historyApi.ts';
export type {
  Blame,
  DeletedObject,
  DeletedPage,
  EntryAuthor,
  EntryPage,
  EventPage,
  HistoryEntry,
  HistoryEvent,
  PastState,
  StateOf,
  Version,
  VersionPage,
  Written,
} from './historyModel.ts';
export type {
  Edit,
  EditCall,
  EditResult,
  EditResults,
  ProjectPage,
  ProjectRow,
  Refusal,
  RefusalCode,
} from './model.ts';
export { ApiProblem } from './problem.ts';
export type { RequestPorts } from './requests.ts';
