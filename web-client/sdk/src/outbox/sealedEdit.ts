import type { Change } from '../protocol/change.ts';
import { bytesOf } from '../protocol/json.ts';
import type { OpenEdit } from './openEdit.ts';
import type { StoredEdit } from './outboxStore.ts';

/** An own edit under its number, never changed again, from when it is written for sending until it is settled. */
export interface SealedEdit {
  readonly edit: number;
  readonly stored: StoredEdit;
  /** By object. None: it only uses its number up. */
  readonly changes: ReadonlyMap<string, Change>;
  /**
   * Its position in the order in which the person made changes: its number, or that of the edit it was first part of.
   */
  readonly rank: number;
  /** UTF-8 bytes of its frame, at most. */
  readonly bytes: number;
  /** How often this client had reconnected when the edit was begun. */
  readonly madeIn: number;
  /** Whether it may be sent: it is in the store, or the store has failed. */
  isKept: boolean;
  /** Whether it may also have come to the server over HTTP, of which `welcome.applied` says nothing (J7). */
  isSentBeside: boolean;
  /** The event it became; undefined while it is not known to be one. */
  seq: number | undefined;
}

/**
 * What was open, as it is from now on.
 *
 * @param rank that of an older one in whose place it is made
 */
export function sealedOf(open: OpenEdit, rank: number | undefined, isKept: boolean): SealedEdit {
  const { edit, stored, bytes, madeIn } = open;
  const changes = new Map(stored.changes.map((change) => [change.id, change]));
  return {
    ...{ edit, stored, changes, bytes, madeIn, isKept, isSentBeside: false },
    rank: rank ?? open.rank,
    seq: undefined,
  };
}

/**
 * E16: uses a number up that nothing else is sent under, by an edit that has no effect (E9). There is no record of it.
 *
 * @param nobodys an id that no object has
 */
export function usingUp(edit: number, nobodys: string, madeIn: number): SealedEdit {
  const stored: StoredEdit = { edit, changes: [{ op: 'delete', id: nobodys }], at: 0 };
  const how = {
    rank: edit,
    bytes: bytesOf(stored),
    madeIn,
    isKept: true,
    isSentBeside: false,
    seq: undefined,
  };
  return { edit, stored, changes: new Map(), ...how };
}

/** An edit that could not be taken. It is kept and shown until the person dismisses it, and never sent again. */
export interface SetAside {
  readonly client: string;
  readonly edit: number;
  readonly changes: readonly Change[];
  /** Why, in the server's words. */
  readonly reason: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}
