import type { End } from '../connection/index.ts';

/** The state of a project's connection. */
export interface Status {
  readonly kind: 'connecting' | 'live' | 'reconnecting' | 'closed';
  /** Why it is closed: the project was deleted, access withdrawn, this client is connected elsewhere, or `close()`. */
  readonly reason?: End | 'closed';
  readonly readOnly: boolean;
  /** Whether the objects have been received at least once. */
  readonly synced: boolean;
}
