import { AssetDelivery } from '../assets/index.ts';
import type { Api } from '../http/index.ts';
import { browserPage } from '../ports/page.ts';
import { browserTimers } from '../ports/timers.ts';
import { BackgroundDelivery } from '../recovery/index.ts';
import { browserAssets, browserNotes, browserStores, locksBelow, placeOf } from './browserPorts.ts';

/**
 * Delivers, from now on and as long as the page lives, what this browser keeps of any project of the server, edits and
 * assets, and tells which edits that is.
 */
export function openDelivery(api: Api): BackgroundDelivery {
  const path = placeOf(api);
  const { outbox, undo } = browserStores(path);
  for (const kept of [undo, browserNotes(path)]) kept.sweep().catch(() => undefined); // the next page load tries again
  const ports = { locks: locksBelow(path), timers: browserTimers, random: Math.random, page: browserPage };
  new AssetDelivery({ ...ports, store: browserAssets(path), put: (...asset) => api.putAsset(...asset) });
  return new BackgroundDelivery({ ...ports, store: outbox, send: (...edits) => api.edits(...edits) });
}
