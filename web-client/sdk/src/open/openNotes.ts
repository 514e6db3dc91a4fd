import type { Api } from '../http/index.ts';
import type { NoteStore } from '../notes/index.ts';
import type { Locks } from '../ports/locks.ts';
import { browserNotes, locksBelow, placeOf } from './browserPorts.ts';

/** What the app keeps in this browser of the projects of the server. */
export function openNotes(api: Api): NoteStore {
  return browserNotes(placeOf(api));
}

/**
 * Locks between the tabs of this browser that show projects of the server, for what they keep. Their names begin with
 * the app's own word. Undefined where the browser has none.
 */
export function openLocks(api: Api): Locks | undefined {
  return locksBelow(placeOf(api));
}
