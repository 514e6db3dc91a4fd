export type { EditOptions, NotSaving, Origin, ProjectEvents, SaveState, Status } from './model.ts';
export { openProject } from './openProject.ts';
export type { Ports } from './ports.ts';
export { NotEditable, type Project, type ProjectOptions } from './project.ts';
