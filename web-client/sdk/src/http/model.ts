import type { Change, Props } from '../protocol/change.ts';
import type { NumberFault, RefusalCode } from '../protocol/message.ts';

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
}

/** One page of projects, newest first. */
export interface ProjectPage {
  readonly projects: readonly ProjectRow[];
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
