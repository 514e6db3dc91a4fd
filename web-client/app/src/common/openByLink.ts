import { linkTokens } from './api.ts';
import { keyIn } from './linkTokens.ts';
import { routeOf } from './route.ts';

/**
 * Where the address is a share link, takes its key, which is a secret, out of the address and out of the history.
 * Returns whether there was one.
 */
export function openByLink(): boolean {
  const { pathname, search, hash } = location;
  const key = keyIn(hash);
  const route = routeOf(pathname, search);
  if (key === undefined || (route.page !== 'board' && route.page !== 'object')) return false;
  history.replaceState(history.state, '', pathname + search);
  linkTokens.take(route.project, key);
  return true;
}
