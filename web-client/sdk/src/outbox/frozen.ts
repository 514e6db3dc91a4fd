import type { Change } from '../protocol/change.ts';
import type { StoredEdit } from '../storage/index.ts';

/** An own edit under its number, never changed again, from when it is written for sending until it is settled. */
export interface Frozen {
  readonly edit: number;
  readonly stored: StoredEdit;
  readonly changes: ReadonlyMap<string, Change>;
  /** UTF-8 bytes of its frame, at most. */
  readonly bytes: number;
  /** How often this client had come back when it was begun. */
  readonly madeIn: number;
  /** Whether it may be sent: it is in the store, or the store has failed. */
  isKept: boolean;
  /** The event it became; undefined while it is none, or that is not known. */
  seq: number | undefined;
}

/** An edit that was refused and is offered again, under a new number, once it fits (E14). */
export interface Waiting {
  readonly stored: StoredEdit;
  /** What is still to be made of it. */
  changes: Map<string, Change>;
  readonly reason: string;
  /** Until when, in milliseconds since 1970. */
  until: number;
}

/** An edit that could not be taken, shown to the person; it is never sent again. */
export interface SetAside {
  readonly client: string;
  readonly edit: number;
  readonly changes: readonly Change[];
  readonly reason: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}
