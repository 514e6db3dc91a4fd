export type { Origin, ProjectEvents } from './events.ts';
export { openProject } from './openProject.ts';
export { type EditOptions, NotEditable, type ProjectOptions } from './options.ts';
export type { Ports } from './ports.ts';
export type { Project } from './project.ts';
export type { NotSaving, SaveState } from './saveState.ts';
export type { Status } from './status.ts';
