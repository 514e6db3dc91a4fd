import type { Change } from '../protocol/change.ts';
import type { StoredEdit } from './outboxStore.ts';

/** An own edit under its number, never changed again, from when it is written for sending until it is settled. */
export interface SealedEdit {
  readonly edit: number;
  readonly stored: StoredEdit;
  readonly changes: ReadonlyMap<string, Change>;
  /** Its place among own changes, as the person made them: its number, or that of the edit it was first made in. */
  readonly rank: number;
  /** UTF-8 bytes of its frame, at most. */
  readonly bytes: number;
  /** How often this client had come back when it was begun. */
  readonly madeIn: number;
  /** Whether it may be sent: it is in the store, or the store has failed. */
  isKept: boolean;
  /** The event it became; undefined while it is none, or that is not known. */
  seq: number | undefined;
}

/**
 * An edit that was refused for what is not there, or is another by now. What can still be made of it is offered again
 * under a new number: as soon as it fits, and otherwise without what does not fit, when its time is up (E14).
 */
export interface WaitingEdit {
  readonly stored: StoredEdit;
  readonly rank: number;
  /** What is still to be made of it. */
  changes: Map<string, Change>;
  readonly reason: string;
  /** Until when, in milliseconds since 1970; 0: it does not wait for others. */
  until: number;
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
