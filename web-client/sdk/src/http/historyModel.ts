import type { CanvasObject, Change, Props } from '../protocol/change.ts';

/** An event of the past: accepted, durable, and never altered. Times are milliseconds since 1970. */
export interface HistoryEvent {
  readonly seq: number;
  readonly at: number;
  /** The name of who did it. */
  readonly by: string;
  /** Their author id: the same for one page load of one person. */
  readonly author: string;
  readonly group?: string;
  readonly changes: readonly Change[];
}

/** Events in the order that was asked for; `next` is where the next page begins, null at the end. */
export interface EventPage {
  readonly events: readonly HistoryEvent[];
  readonly next: number | null;
}

/** The canvas as it was when `seq` had just been applied. */
export interface PastState {
  readonly seq: number;
  readonly at: number;
  readonly objects: readonly CanvasObject[];
}

/** Who took part in an entry, by how many of its events. */
export interface EntryAuthor {
  readonly author: string;
  readonly by: string;
  readonly events: number;
}

/**
 * Events that belong together, from seq `from` to `to`: it ends before ten quiet minutes, with a version, or
 * when it has 1,000 events.
 */
export interface HistoryEntry {
  readonly from: number;
  readonly to: number;
  readonly began: number;
  readonly ended: number;
  readonly events: number;
  readonly authors: readonly EntryAuthor[];
}

/** Entries, newest first. */
export interface EntryPage {
  readonly entries: readonly HistoryEntry[];
  readonly next: number | null;
}

/** Who wrote something, and in which event. */
export interface Written {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly author: string;
}

/** An object that is not there now, with the event that deleted it. */
export interface DeletedObject extends Written {
  readonly id: string;
  /** As they were before that event. */
  readonly props: Props;
}

/** Deleted objects, the last deleted first. */
export interface DeletedPage {
  readonly objects: readonly DeletedObject[];
  readonly next: string | null;
}

/** Who wrote each property of an object, as it is now. */
export interface Blame {
  readonly props: { readonly [name: string]: Written };
}

/** A name for the canvas at `headSeq`. */
export interface Version {
  readonly id: string;
  /** Null where nobody has given it a name. */
  readonly name: string | null;
  /** `auto` where the server made it, before an import for example. */
  readonly kind: 'manual' | 'auto';
  readonly createdAt: number;
  /** Null where nobody has told a name. */
  readonly createdBy: string | null;
  readonly baseSeq: number;
  readonly headSeq: number;
  /** The one that goes on with every edit; all others stand still. */
  readonly active: boolean;
}

/** Versions, newest first. */
export interface VersionPage {
  readonly versions: readonly Version[];
  readonly next: string | null;
}

/** What others have changed since, and so was left alone; the whole object where `property` is null. */
export interface Skipped {
  readonly object: string;
  readonly property: string | null;
  /** `put`: it is there again. */
  readonly reason: 'changed' | 'deleted' | 'put';
}

/** Whose edits a roll-back takes back, from one seq to another, both included. */
export type RollBack = ({ readonly author: string } | { readonly by: string }) & {
  readonly from: number;
  readonly to: number;
};

/** What has come of a call that changed the canvas; durable. */
export interface Outcome {
  /** Of the last edit; of the present where there was nothing to do. */
  readonly seq: number;
  /** Objects that were changed. */
  readonly changed: number;
  /** The first of what was left alone, and how much it was in all. */
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
  /** The roll-back that takes it back; null where there is nothing to take back. */
  readonly undo: RollBack | null;
}

/** Which state a call is about: the one at a seq, or the one of a version. */
export type StateOf = { readonly seq: number } | { readonly version: string };
