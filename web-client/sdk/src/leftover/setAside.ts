import type { Change } from '../protocol/change.ts';

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
