import type { Locks } from '../ports/locks.ts';
import type { Timers } from '../ports/timers.ts';

const KEY = 'easel:tab';
/** A page that is being reloaded releases its locks within this time; a tab that was duplicated does not. */
export const CLAIM_MS = 1_000;

export interface TabPorts {
  /** `sessionStorage`, which a reload keeps and a new tab does not have; `undefined` where it is refused. */
  readonly sessionStorage: Pick<globalThis.Storage, 'getItem' | 'setItem'> | undefined;
  readonly locks: Locks | undefined;
  readonly timers: Timers;
  readonly uuid: () => string;
}

/**
 * The id of this tab, the same after each reload. A duplicated tab starts with a copy of the id: the lock on the id
 * tells the two apart, and the duplicate gets a new id.
 */
export async function claimTab({ sessionStorage, locks, timers, uuid }: TabPorts): Promise<string> {
  const known = sessionStorage?.getItem(KEY);
  if (known && (await claimed(known, locks, timers))) return known;
  const fresh = uuid();
  await claimed(fresh, locks, timers);
  sessionStorage?.setItem(KEY, fresh);
  return fresh;
}

async function claimed(tab: string, locks: Locks | undefined, timers: Timers): Promise<boolean> {
  if (locks === undefined) return true;
  const wait = new AbortController();
  const timer = timers.set(() => wait.abort(), CLAIM_MS);
  try {
    await locks.hold(`${KEY}:${tab}`, wait.signal); // for as long as the page lives
    return true;
  } catch {
    return false;
  } finally {
    timers.clear(timer);
  }
}
