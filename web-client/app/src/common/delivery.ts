import { openDelivery } from '@easel/sdk';
import { api } from './api.ts';
import { unsent } from './unsent.ts';

let isBegun = false;

/** Delivers what this browser keeps of any project, from the first call on, for as long as the page lives. */
export function deliver(): void {
  if (isBegun) return;
  isBegun = true;
  const delivery = openDelivery(api);
  delivery.onChange(() => unsent.set(delivery.unsent));
  // A board may just have been left.
  addEventListener('popstate', () => delivery.now());
}
