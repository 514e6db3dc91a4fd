import type { End } from '../connection/index.ts';
import type { Role } from '../protocol/message.ts';
import type { Cause } from './outage.ts';

/**
 * How long a connection is lost before a person is told, in milliseconds: most are back sooner, for instance where
 * another server goes on with the project. What they were told until then stays true: what was saved is saved, and what
 * was on its way is on its way again.
 */
export const BLINK_MS = 3_000;

/** The state of a project's connection. */
export interface Status {
  readonly kind: 'connecting' | 'live' | 'reconnecting' | 'closed';
  /** Why it is closed: the project was deleted, access withdrawn, this client is connected elsewhere, or `close()`. */
  readonly reason?: End | 'closed';
  /** What this person may do here; undefined until the server has told it. */
  readonly role?: Role;
  /** Whether it is only looked at: edits throw `NotEditable`. */
  readonly readOnly: boolean;
  /** Whether the objects have been received at least once. */
  readonly synced: boolean;
  /**
   * Whether there is something to show and to draw on: what was received, what this browser kept of an earlier visit,
   * or what was read over HTTP where no socket can be opened.
   */
  readonly shown: boolean;
  /** Whether the server has been out of reach for `BLINK_MS`. What is shorter, a person need not hear of. */
  readonly away: boolean;
  /** Why it is out of reach, as soon as that is known. */
  readonly cause?: Cause;
}
