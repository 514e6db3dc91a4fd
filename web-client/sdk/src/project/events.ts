import type { SetAside } from '../outbox/index.ts';
import type { Change, Props } from '../protocol/change.ts';
import type { Peer } from '../protocol/message.ts';
import type { Overruled } from '../replica/overruling.ts';
import type { SaveState } from './saveState.ts';
import type { Status } from './status.ts';

/** What `project.on` reports, by name. */
export interface ProjectEvents {
  /** After objects changed; by own edits as well. */
  changed: { readonly ids: ReadonlySet<string>; readonly origin: Origin };
  /**
   * What others changed, by object, and own changes set to something else, or delete with the object: those were made
   * without having seen theirs, while offline for instance.
   */
  overruled: Overruled;
  status: Status;
  saveState: SaveState;
  peers: ReadonlyMap<string, Peer>;
  project: { readonly title: string; readonly version: string; readonly settings: Props };
  setAside: readonly SetAside[];
  /** What older page loads of this browser left, and this one or another delivers, oldest first; each change once. */
  left: readonly LeftChange[];
}

/** A change that an older page load left. */
export interface LeftChange {
  readonly change: Change;
  /** The object as the server had it, as far as that is known here, without any of what was left. */
  readonly before: Props | undefined;
}

/** Whose change it was: an own edit, another person's, an undo or redo, or a sync after a (re)connection. */
export type Origin = 'own' | 'remote' | 'undo' | 'sync';
