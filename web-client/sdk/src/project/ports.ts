import { type OpenSocket, webSockets } from '../connection/index.ts';
import type { OutboxStore } from '../outbox/index.ts';
import { browserLocks, type Locks } from '../ports/locks.ts';
import { browserPage, type Page } from '../ports/page.ts';
import { browserTimers, type Timers } from '../ports/timers.ts';
import { claimTab, Database, indexedDbOutbox, indexedDbUndo } from '../storage/index.ts';
import type { UndoStore } from '../undo/index.ts';

/** All that a project has to do with the world; the browser's by default. */
export interface Ports {
  readonly timers: Timers;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  readonly open: OpenSocket;
  readonly fetch: typeof globalThis.fetch;
  readonly outbox: OutboxStore;
  readonly undo: UndoStore;
  /** `undefined` where the browser has none. */
  readonly locks: Locks | undefined;
  readonly page: Page;
}

let browser: Pick<Ports, 'outbox' | 'undo'> | undefined;

/** The browser's own, with what is given in their place. */
export function portsOf(given: Partial<Ports>): Ports {
  return {
    timers: browserTimers,
    random: Math.random,
    uuid,
    open: given.open ?? webSockets(),
    fetch: (input, init) => globalThis.fetch(input, init),
    locks: 'locks' in given ? given.locks : browserLocks(),
    page: browserPage,
    ...(given.outbox && given.undo ? { outbox: given.outbox, undo: given.undo } : stores()),
    ...given,
  };
}

/** One database for all projects of the page. */
function stores(): Pick<Ports, 'outbox' | 'undo'> {
  if (browser) return browser;
  const database = new Database(globalThis.indexedDB, browserTimers);
  let tab: Promise<string> | undefined;
  const claimed = () => {
    tab ??= claimTab({ session: sessionStorageOrNone(), locks: browserLocks(), timers: browserTimers, uuid });
    return tab;
  };
  browser = { outbox: indexedDbOutbox(database), undo: indexedDbUndo(database, claimed) };
  return browser;
}

function sessionStorageOrNone(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined; // refused by the browser's settings
  }
}

/** `crypto.randomUUID` is missing on pages that came over plain HTTP. */
function uuid(): string {
  if (globalThis.crypto.randomUUID) return globalThis.crypto.randomUUID();
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
