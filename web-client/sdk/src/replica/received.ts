import type { Overruled } from './overruling.ts';

/** How an own edit is made. */
export interface EditHow {
  readonly group: string | undefined;
  /** Names the group of an edit without one that is too large to stay one edit. */
  readonly newGroup: () => string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What follows from a message. */
export interface Received {
  /** Objects that look different now. */
  readonly changed: ReadonlySet<string>;
  /** What others set, and own changes replace; left out where there is nothing. */
  readonly overruled?: Overruled;
  /** What the server sent does not follow from what is here: the client must reconnect (B4). */
  readonly fault?: string;
}

export const NOTHING: Received = { changed: new Set() };

/** The client must reconnect, for this reason. */
export function fault(reason: string): Received {
  return { changed: NOTHING.changed, fault: reason };
}
