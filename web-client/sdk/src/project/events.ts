import type { SetAside } from '../outbox/index.ts';
import type { Props } from '../protocol/change.ts';
import type { Peer } from '../protocol/message.ts';
import type { SaveState } from './saveState.ts';
import type { Status } from './status.ts';

/** What `project.on` reports, by name. */
export interface ProjectEvents {
  /** After objects changed; by own edits as well. */
  changed: { readonly ids: ReadonlySet<string>; readonly origin: Origin };
  status: Status;
  saveState: SaveState;
  peers: ReadonlyMap<string, Peer>;
  project: { readonly title: string; readonly version: string; readonly settings: Props };
  setAside: readonly SetAside[];
}

/** Whose change it was: an own edit, another person's, an undo or redo, or a sync after a (re)connection. */
export type Origin = 'own' | 'remote' | 'undo' | 'sync';
