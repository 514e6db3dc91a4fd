import type { End } from '../connection/index.ts';
import type { SetAside } from '../outbox/index.ts';
import type { Props } from '../protocol/change.ts';
import type { Peer, User } from '../protocol/message.ts';
import type { EditingSettings } from '../settings/index.ts';

export interface ProjectOptions {
  /** `https://host[:port]` of the server. */
  readonly origin: string;
  /** The project's UUID. */
  readonly project: string;
  readonly user: User;
  readonly settings?: Partial<EditingSettings>;
  readonly token?: string;
  /** The ids an object with these properties hangs on: its frame, say, or the container of a text. */
  readonly parents?: (props: Props) => readonly string[];
}

/** Thrown by edits of a project that is closed, or that may only be looked at. */
export class NotEditable extends Error {
  override readonly name = 'NotEditable';
}

export interface Status {
  readonly kind: 'connecting' | 'live' | 'reconnecting' | 'closed';
  /** Why it is closed: the project was deleted, access withdrawn, this client is connected elsewhere, or `close()`. */
  readonly reason?: End | 'closed';
  readonly readOnly: boolean;
  /** Whether the document has ever been there. */
  readonly synced: boolean;
}

/** What a person is told of their work; `edits` are those not known to be durable. */
export type SaveState =
  /** All that was made is durable (D3). */
  | { readonly kind: 'saved' }
  /** On its way. `kept`: closing the tab loses nothing. */
  | { readonly kind: 'saving'; readonly edits: number; readonly kept: boolean }
  /** The server is away; what was made is kept in this browser. */
  | { readonly kind: 'offline'; readonly edits: number }
  | { readonly kind: 'notSaving'; readonly edits: number; readonly reason: NotSaving };

/**
 * - `stopped`: the server's journal is full; edits wait here
 * - `notKept`: the server is away, and this browser does not keep what was made
 * - `setAside`: some edits could not be taken, and wait to be dismissed
 * - `closed`: nothing is sent any longer, and not all was
 */
export type NotSaving = 'stopped' | 'notKept' | 'setAside' | 'closed';

export interface ProjectEvents {
  /** After the document changed; own edits too. */
  changed: { readonly ids: ReadonlySet<string>; readonly origin: Origin };
  status: Status;
  saveState: SaveState;
  peers: ReadonlyMap<string, Peer>;
  project: { readonly title: string; readonly version: string; readonly settings: Props };
  setAside: readonly SetAside[];
}

export type Origin = 'own' | 'remote' | 'undo' | 'sync';

export interface EditOptions {
  /**
   * `gesture`: part of the batch that `undo.commitBatch()` ends; `typing`: committed after some quiet; `discrete`, the
   * default: committed at once; `none`: no step of its own, but part of what earlier steps left.
   */
  readonly history?: 'gesture' | 'typing' | 'discrete' | 'none';
  /** Leaves within about 33 ms, as gestures do; otherwise once there was some quiet. */
  readonly live?: boolean;
}

export interface SaveFacts {
  readonly status: Status;
  readonly edits: number;
  readonly isStopped: boolean;
  readonly isKept: boolean;
  readonly setAside: number;
  /** Whether it is known what older page loads left. */
  readonly isComplete: boolean;
}

/** The truth about a person's work, worst first. */
export function saveStateOf(facts: SaveFacts): SaveState {
  const { status, edits, isKept } = facts;
  const notSaving = (reason: NotSaving): SaveState => ({ kind: 'notSaving', edits, reason });
  if (facts.setAside > 0) return notSaving('setAside');
  if (status.kind === 'closed') return edits > 0 ? notSaving('closed') : { kind: 'saved' };
  if (facts.isStopped) return notSaving('stopped');
  if (status.kind === 'live') {
    return edits > 0 || !facts.isComplete ? { kind: 'saving', edits, kept: isKept } : { kind: 'saved' };
  }
  if (edits > 0 && !isKept) return notSaving('notKept');
  if (status.kind === 'reconnecting' || edits > 0) return { kind: 'offline', edits };
  return facts.isComplete ? { kind: 'saved' } : { kind: 'saving', edits, kept: true };
}
