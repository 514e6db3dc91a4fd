import type { Change, Props } from '../protocol/change.ts';
import type { NumberFault, RefusalCode, Role } from '../protocol/message.ts';
import type { Watch } from './upload.ts';

export type { RefusalCode };

/** A project in the list; times in milliseconds since 1970. */
export interface ProjectRow {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly settings: Props;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly seq: number;
  readonly savedSeq: number;
  /** The tag of its picture; null or absent where there is none. */
  readonly picture?: string | null;
  /** What this person may do in it; older servers do not tell. */
  readonly role?: Role;
}

/** One page of projects, newest first. */
export interface ProjectPage {
  readonly projects: readonly ProjectRow[];
  /** What to ask for `after` this page; null when it was the last. */
  readonly next: string | null;
  /** For how many days a project that is deleted can be brought back; a server without a trash does not tell. */
  readonly trashDays?: number;
}

/** A project that was deleted and can be brought back. Times are in milliseconds since 1970. */
export interface TrashedProject {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number;
  /** From then on it may be gone for good at any moment. */
  readonly purgeAt: number;
}

/** One page of the trash, the last deleted first. */
export interface TrashPage {
  readonly projects: readonly TrashedProject[];
  /** What to ask for `after` this page; null when it was the last. */
  readonly next: string | null;
}

/** An edit as it travels. */
export interface Edit {
  readonly edit: number;
  readonly group?: string;
  readonly changes: readonly Change[];
}

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly number?: NumberFault;
}

/** What became of one edit: applied as event `seq`, or refused. */
export type EditResult =
  | { readonly edit: number; readonly seq: number; readonly refused?: undefined }
  | { readonly edit: number; readonly seq?: undefined; readonly refused: Refusal };

export interface EditResults {
  /** One for each edit, in their order. */
  readonly results: readonly EditResult[];
  /** What is durable now. Without `wait: 'applied'` it covers every `seq` of the results. */
  readonly durable: number;
}

export interface EditCall {
  /** Lets the call outlive the page; the browser allows 64 KiB of such bodies at a time. */
  readonly keepalive?: boolean;
  /** Answered when durable (the default), or as soon as applied. */
  readonly wait?: 'durable' | 'applied';
}

export interface ImportCall {
  /** `merge`, the default, replaces objects of the same id; `copy` replaces nothing. */
  readonly mode?: 'merge' | 'copy';
  /** The name that stands on the edits. */
  readonly by?: string;
  /** Where the left upper corner of a copy lies; as in the file where it is left out. */
  readonly at?: { readonly x: number; readonly y: number } | undefined;
  readonly watch?: Watch;
}

export interface Imported {
  readonly seq: number;
  /** How many objects were put. */
  readonly objects: number;
  /** The objects of a copy, in drawing order. */
  readonly ids?: readonly string[];
  /** How many images came with them. */
  readonly files: number;
  /** The first of what was left out. */
  readonly skipped: readonly LeftOut[];
  readonly skippedCount: number;
}

/** An element that was left out: its id in the file or its place there, and why. */
export interface LeftOut {
  readonly element: string;
  readonly type: string | null;
  /** Why, for programs, as protocol/README.md lists it; there may come others. Older servers tell none. */
  readonly code?: string;
  /** Why, for people, in English. */
  readonly reason: string;
}
