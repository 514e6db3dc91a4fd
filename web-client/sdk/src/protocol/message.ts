import type { CanvasObject, Change, Delete, Json, Patch, Props, Put } from './change.ts';
import type { Limits } from './limits.ts';

export interface User {
  readonly name?: string;
  readonly color?: string;
}

/** Another person in the project, and the presence state that they sent. */
export interface Peer {
  readonly user: User;
  readonly state: Json;
}

/** One edit as it travels, over a socket or HTTP. */
export interface NumberedEdit {
  readonly edit: number;
  readonly group?: string;
  readonly changes: readonly Change[];
}

/** Every object whose last change is not after `upTo`, as it was at `seq` or later, as received in `epoch`. */
export interface PartialCopy {
  readonly epoch: number;
  readonly seq: number;
  readonly upTo: number;
}

// ---- from the client

export interface Hello {
  readonly type: 'hello';
  readonly client: string;
  readonly attempt: number;
  readonly pending: number;
  readonly resume?: { readonly epoch: number; readonly seq: number };
  /** What this client has of a sync that was cut (R8); beside `resume`, of one that was laid over that copy. */
  readonly partial?: PartialCopy;
  readonly user: User;
  /** What this client understands beyond the first form of the protocol. */
  readonly takes: readonly Take[];
}

/**
 * `authors`: numbers for authors (B9); `columns`: events as columns, which have such numbers (B10); `deflate`: binary
 * frames in a sync (R9).
 */
export type Take = 'author' | 'authors' | 'columns' | 'deflate';

export interface Edit extends NumberedEdit {
  readonly type: 'edit';
}

export interface Presence {
  readonly type: 'presence';
  readonly state: Json;
}

export interface Ping {
  readonly type: 'ping';
}

export type ClientMessage = Hello | Edit | Presence | Ping;

// ---- from the server

/** What a session may do (A1). */
export type Role = 'owner' | 'editor' | 'viewer';

export interface Welcome {
  readonly type: 'welcome';
  readonly session: string;
  /** By what others know this client (B2). */
  readonly author?: string;
  readonly project: ProjectNews & { readonly id: string };
  readonly role: Role;
  readonly epoch: number;
  readonly seq: number;
  readonly durable: number;
  /** `[edit, seq]` of this client's edits that the project holds. */
  readonly applied: readonly (readonly [number, number])[];
  readonly sync: 'snapshot' | 'delta';
  readonly reason: string;
  readonly limits: Limits;
  readonly peers: { readonly [session: string]: Peer | null };
  /** Sessions in the project, this one included, where `peers` may not be all others (B11). */
  readonly here?: number;
}

export interface ProjectNews {
  readonly title: string;
  readonly version: string;
  readonly settings: Props;
}

export interface Objects {
  readonly type: 'objects';
  readonly objects: readonly CanvasObject[];
  readonly deleted: readonly string[];
  /** How far the frame brings this client, and at which seq that was so (R8). */
  readonly upTo?: number;
  readonly at?: number;
}

export interface Ready {
  readonly type: 'ready';
  readonly seq: number;
  readonly authors?: NumberedAuthors;
}

/** Whom numbers stand for from here on (B9). */
export interface NumberedAuthors {
  readonly [number: string]: NumberedAuthor;
}

export interface NumberedAuthor {
  readonly by: string;
  /** The author id. */
  readonly client: string;
  /** The number of the next edit, unless it is told otherwise. */
  readonly edit: number;
  /** That of the next edit, unless it is told otherwise. */
  readonly group?: string;
}

/** An accepted edit in full. */
export interface FullEvent {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  /** The author id. */
  readonly client: string;
  readonly edit: number;
  readonly group?: string;
  readonly changes: readonly Change[];
}

/** An own edit, accepted exactly as it was sent (B3). */
export interface ShortEvent {
  readonly seq: number;
  readonly edit: number;
  readonly changes?: undefined;
}

export interface Events {
  readonly type: 'events';
  readonly events: readonly (FullEvent | ShortEvent)[];
  readonly durable?: number;
}

/** An accepted edit whose author has a number (B9). */
export interface NumberedEvent extends Omit<FullEvent, 'by' | 'client'> {
  readonly by: number;
}

export interface NumberedEvents {
  readonly type: 'events';
  readonly authors?: NumberedAuthors;
  readonly events: readonly (NumberedEvent | FullEvent | ShortEvent)[];
  readonly durable?: number;
}

/** Events without a gap, by what they consist of (B10): an element of each column is one event. */
export interface Columns {
  readonly type: 'events';
  /** That of the first event. */
  readonly seq: number;
  readonly at: number;
  readonly authors?: NumberedAuthors;
  readonly by: readonly number[];
  /** By index, where an edit is not its author's next one. */
  readonly edits?: { readonly [index: string]: number };
  /** By index, where a group is not that of the author's event before. */
  readonly groups?: { readonly [index: string]: string | null };
  /** Left out where all are own edits, made exactly as they were sent (B3). */
  readonly changes?: readonly LeanChanges[];
  readonly durable?: number;
}

/** One change, or several; a patch has no `op`. */
export type LeanChanges = LeanChange | readonly LeanChange[];
export type LeanChange = Put | Delete | Omit<Patch, 'op'>;

export interface Applied {
  readonly type: 'applied';
  readonly edit: number;
  readonly seq: number;
}

/**
 * What is wrong with the number of an edit, whose changes were not judged (E15): another edit is there under it, or the
 * edits of its client come over a socket.
 */
export type NumberFault = 'taken' | 'connected';

export type RefusalCode = 'invalid' | 'not_found' | 'conflict' | 'too_large' | 'forbidden';

export interface Refused {
  readonly type: 'refused';
  readonly edit: number;
  readonly code: RefusalCode;
  readonly message: string;
  readonly number?: NumberFault;
}

export interface Durable {
  readonly type: 'durable';
  readonly seq: number;
}

export interface Persistence {
  readonly type: 'persistence';
  readonly state: 'ok' | 'degraded' | 'stopped';
  readonly lastEdit?: number;
}

export interface Peers {
  readonly type: 'presence';
  readonly peers: { readonly [session: string]: Peer | null };
  /** Sessions in the project, this one included, where not all others may be known (B11). */
  readonly here?: number;
}

export interface News extends ProjectNews {
  readonly type: 'project';
}

/** The role is another one from now on (A2). */
export interface RoleChanged {
  readonly type: 'role';
  readonly role: Role;
}

export interface Pong {
  readonly type: 'pong';
}

export interface Closing {
  readonly type: 'closing';
  readonly reason: string;
  readonly retryAfterMs?: number;
}

export interface Failure {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly edit?: number;
}

export type ServerMessage =
  | Welcome
  | Objects
  | Ready
  | Events
  | Applied
  | Refused
  | Durable
  | Persistence
  | Peers
  | News
  | RoleChanged
  | Pong
  | Closing
  | Failure;

/** As it travels; `AuthorNumbers` makes a `ServerMessage` of it. */
export type WireMessage = ServerMessage | NumberedEvents | Columns;
