import type { Change } from '../protocol/change.ts';

/** An edit as the outbox keeps it, from when it is made until it is settled. */
export interface StoredEdit {
  /** Its number, unique for its client. */
  readonly edit: number;
  readonly group?: string;
  readonly changes: readonly Change[];
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  /** Why it could not be taken. Such an edit is shown to the person and not sent again. */
  readonly setAside?: string;
}

/** An edit that a page load left, and which. */
export interface LeftEdit {
  readonly client: string;
  readonly edit: StoredEdit;
}

/**
 * The edits of every page load that are not known to be settled (D3), by project and client.
 *
 * A promise resolves once what it stands for is committed, or rejects with a `StorageFailure` and has changed
 * nothing. Calls take effect in the order they are made.
 */
export interface OutboxStore {
  /**
   * Writes edits, or rewrites those whose number is there already, and removes those numbered `gone` (which are
   * others); all or none.
   */
  put(project: string, client: string, edits: readonly StoredEdit[], gone?: readonly number[]): Promise<void>;
  /** Removes edits by number; a number that is not there is fine. */
  remove(project: string, client: string, edits: readonly number[]): Promise<void>;
  /** One client's edits, by number, upwards. */
  read(project: string, client: string): Promise<StoredEdit[]>;
  /** How many edits are kept of all clients, or of one. */
  count(project: string, client?: string): Promise<number>;
  /** The clients of which edits are kept, in no special order. */
  clients(project: string): Promise<string[]>;
  /** The projects of which edits are kept, in no special order. */
  projects(): Promise<string[]>;
}
