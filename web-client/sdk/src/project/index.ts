export {
  type EditOptions,
  NotEditable,
  type NotSaving,
  type Origin,
  type ProjectEvents,
  type ProjectOptions,
  type SaveState,
  type Status,
} from './model.ts';
export { openProject } from './openProject.ts';
export type { Ports } from './ports.ts';
export type { Project } from './project.ts';
