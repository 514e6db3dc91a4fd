import type { AssetPorts } from '../assets/index.ts';
import { webSockets } from '../connection/index.ts';
import type { NoteStore } from '../notes/index.ts';
import { browserChannel, channelLocks } from '../ports/channelLocks.ts';
import { browserLocks, type Locks, namedLocks } from '../ports/locks.ts';
import { browserPage } from '../ports/page.ts';
import { browserTimers } from '../ports/timers.ts';
import type { Ports } from '../project/index.ts';
import {
  ASSETS,
  claimTab,
  Database,
  EDITS,
  indexedDbAssets,
  indexedDbNotes,
  indexedDbOutbox,
  indexedDbPictures,
  indexedDbUndo,
  NOTES,
  PICTURES,
  type Schema,
} from '../storage/index.ts';
import { uuid } from './uuid.ts';

type Stores = Pick<Ports, 'outbox' | 'undo' | 'pictures'>;

/** By where they are (`placeOf`). */
const stores = new Map<string, Stores>();
const assets = new Map<string, AssetPorts['store']>();
const notes = new Map<string, NoteStore>();
let locks: Locks | undefined;

/**
 * The path below which a server is; empty at the root. Two servers of one host have the same origin, and perhaps
 * projects with the same ids, one being a copy of the other: what the browser keeps for one is not sent to the other.
 */
export function pathOf(server: string): string {
  return new URL(server).pathname.replace(/\/+$/, '');
}

/** Where the browser keeps what is of a server and, where it is kept for somebody, of that person. */
export function placeOf(server: { readonly origin: string; readonly keptFor?: string | undefined }): string {
  const { origin, keptFor = '' } = server;
  return keptFor === '' ? pathOf(origin) : `${pathOf(origin)}@${keptFor}`;
}

/** The browser's own, with what is given in their place, for a server below this path. */
export function projectPorts(given: Partial<Ports>, path = ''): Ports {
  return {
    timers: browserTimers,
    random: Math.random,
    uuid,
    open: given.open ?? webSockets(),
    fetch: (input, init) => globalThis.fetch(input, init),
    locks: 'locks' in given ? given.locks : locksBelow(path),
    page: browserPage,
    ...(hasStores(given) ? given : { ...browserStores(path), ...given }),
  };
}

/** Then the browser's own are not opened. */
function hasStores(given: Partial<Ports>): given is Partial<Ports> & Stores {
  return given.outbox !== undefined && given.undo !== undefined && given.pictures !== undefined;
}

/** The same for assets. */
export function assetPorts(given: Partial<AssetPorts>, path = ''): AssetPorts {
  const store = given.store ?? browserAssets(path);
  return { timers: browserTimers, random: Math.random, page: browserPage, ...given, store };
}

/** One database for all projects of the page that are of one server. */
export function browserStores(path: string): Stores {
  const opened = stores.get(path);
  if (opened) return opened;
  const database = new Database(below(path, EDITS), globalThis.indexedDB, browserTimers);
  let tab: Promise<string> | undefined;
  const claimed = () => {
    tab ??= claimTab({
      sessionStorage: sessionStorageOrNone(),
      locks: locksBelow(path),
      timers: browserTimers,
      uuid,
    });
    return tab;
  };
  const pictures = new Database(below(path, PICTURES), globalThis.indexedDB, browserTimers);
  const fresh = {
    outbox: indexedDbOutbox(database),
    undo: indexedDbUndo(database, claimed),
    pictures: indexedDbPictures(pictures),
  };
  stores.set(path, fresh);
  return fresh;
}

/** The locks of the server below this path. */
export function locksBelow(path: string): Locks | undefined {
  return namedLocks(pageLocks(), path);
}

/** Web Locks or, without them, what tabs say to each other. All of a page share them. */
function pageLocks(): Locks | undefined {
  locks ??= browserLocks();
  if (locks === undefined) {
    const channel = browserChannel('easel:locks');
    locks = channel && channelLocks(channel, browserTimers, uuid);
  }
  return locks;
}

export function browserAssets(path: string): AssetPorts['store'] {
  const opened = assets.get(path);
  if (opened) return opened;
  const fresh = indexedDbAssets(new Database(below(path, ASSETS), globalThis.indexedDB, browserTimers));
  assets.set(path, fresh);
  return fresh;
}

export function browserNotes(path: string): NoteStore {
  const opened = notes.get(path);
  if (opened) return opened;
  const fresh = indexedDbNotes(new Database(below(path, NOTES), globalThis.indexedDB, browserTimers));
  notes.set(path, fresh);
  return fresh;
}

function below<StoreName extends string>(path: string, schema: Schema<StoreName>): Schema<StoreName> {
  return { ...schema, name: schema.name + path };
}

function sessionStorageOrNone(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined; // refused by the browser's settings
  }
}
