export { Api, type ApiOptions, editsBody } from './api.ts';
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
