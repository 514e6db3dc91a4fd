import { useSyncExternalStore } from 'react';
import type { Stored } from './stored.ts';

/** The value of a `Stored` or a `Value`, as it is now. */
export function useStored<T>(stored: Pick<Stored<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(stored.subscribe, stored.get);
}
