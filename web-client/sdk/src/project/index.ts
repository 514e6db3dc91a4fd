export type { LeftChange, Origin, ProjectEvents } from './events.ts';
export { type EditOptions, NotEditable, type ProjectOptions, type ServerAccess } from './options.ts';
export type { Cause } from './outage.ts';
export type { Ports } from './ports.ts';
export { Project } from './project.ts';
export type { NotSaving, SaveState } from './saveState.ts';
export type { Status } from './status.ts';
