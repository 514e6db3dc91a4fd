import type { OpenSocket } from '../connection/index.ts';
import type { OutboxStore } from '../outbox/index.ts';
import type { PictureStore } from '../pictures/index.ts';
import type { Locks } from '../ports/locks.ts';
import type { Page } from '../ports/page.ts';
import type { Timers } from '../ports/timers.ts';
import type { UndoStore } from '../undo/index.ts';

/** All of the world that a project uses. */
export interface Ports {
  readonly timers: Timers;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  readonly open: OpenSocket;
  readonly fetch: typeof globalThis.fetch;
  readonly outbox: OutboxStore;
  readonly undo: UndoStore;
  readonly pictures: PictureStore;
  /** `undefined` where the browser has none. */
  readonly locks: Locks | undefined;
  readonly page: Page;
}
