import type { AssetPorts } from '../assets/index.ts';
import { webSockets } from '../connection/index.ts';
import { browserLocks } from '../ports/locks.ts';
import { browserPage } from '../ports/page.ts';
import { browserTimers } from '../ports/timers.ts';
import type { Ports } from '../project/index.ts';
import {
  ASSETS,
  claimTab,
  Database,
  EDITS,
  indexedDbAssets,
  indexedDbOutbox,
  indexedDbUndo,
} from '../storage/index.ts';
import { uuid } from './uuid.ts';

type Stores = Pick<Ports, 'outbox' | 'undo'>;

let stores: Stores | undefined;
let assets: AssetPorts['store'] | undefined;

/** The browser's own, with what is given in their place. */
export function projectPorts(given: Partial<Ports>): Ports {
  return {
    timers: browserTimers,
    random: Math.random,
    uuid,
    open: given.open ?? webSockets(),
    fetch: (input, init) => globalThis.fetch(input, init),
    locks: 'locks' in given ? given.locks : browserLocks(),
    page: browserPage,
    ...(given.outbox && given.undo ? { outbox: given.outbox, undo: given.undo } : browserStores()),
    ...given,
  };
}

/** The same for assets. */
export function assetPorts(given: Partial<AssetPorts>): AssetPorts {
  const store = given.store ?? browserAssets();
  return { timers: browserTimers, random: Math.random, page: browserPage, ...given, store };
}

/** One database for all projects of the page. */
function browserStores(): Stores {
  if (stores) return stores;
  const database = new Database(EDITS, globalThis.indexedDB, browserTimers);
  let tab: Promise<string> | undefined;
  const claimed = () => {
    tab ??= claimTab({
      sessionStorage: sessionStorageOrNone(),
      locks: browserLocks(),
      timers: browserTimers,
      uuid,
    });
    return tab;
  };
  stores = { outbox: indexedDbOutbox(database), undo: indexedDbUndo(database, claimed) };
  return stores;
}

function browserAssets(): AssetPorts['store'] {
  assets ??= indexedDbAssets(new Database(ASSETS, globalThis.indexedDB, browserTimers));
  return assets;
}

function sessionStorageOrNone(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined; // refused by the browser's settings
  }
}
