export { Absence, type Absent, APART_MS } from './absence.ts';
export { AccessApi } from './accessApi.ts';
export type { AccessRequest, LinkRole, Me, Member, NewLink, Redeemed, ShareLink } from './accessModel.ts';
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
  Outcome,
  PastState,
  RollBack,
  Skipped,
  StateOf,
  Version,
  VersionPage,
  Written,
} from './historyModel.ts';
export { type MadeProject, makeProject, type NewProject } from './makeProject.ts';
export type {
  Edit,
  EditCall,
  EditResult,
  EditResults,
  ImportCall,
  Imported,
  LeftOut,
  ProjectPage,
  ProjectRow,
  Refusal,
  RefusalCode,
  TrashedProject,
  TrashPage,
} from './model.ts';
export { OperationsApi } from './operationsApi.ts';
export type {
  Dashboard,
  FailingProject,
  Figures,
  HotProject,
  InstanceReport,
  InstanceState,
  LargeProject,
  NotReady,
  ReportedChange,
  ReportedProjects,
  Steps,
} from './operationsModel.ts';
export { ApiProblem } from './problem.ts';
export type { RequestPorts } from './requests.ts';
export type { Watch } from './upload.ts';
