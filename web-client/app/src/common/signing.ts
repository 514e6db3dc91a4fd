import { ApiProblem, type Me } from '@easel/sdk';
import { api } from './api.ts';
import { base } from './base.ts';
import { me } from './me.ts';
import { belongsTo } from './whose.ts';

/** Time until it is asked again who this is, where that failed, in milliseconds. */
const AGAIN_MS = 10_000;

/** On a server that does not know the question everybody does everything, as ever. */
const OPEN: Me = { open: true, user: null, name: null, operator: true, signIn: null, signOut: null };

/** Asks the server who this is. Nothing waits for it. */
export function askWhoIAm(): void {
  api.me().then(
    (known) => {
      me.set(known);
      belongsTo(known.user);
    },
    (failure) => {
      if (failure instanceof ApiProblem && failure.status === 404 && failure.isOurs) me.set(OPEN);
      else setTimeout(askWhoIAm, AGAIN_MS);
    },
  );
}

/** Where one signs in and comes back here; undefined where nobody signs in by a browser. */
export function signInPath({ signIn }: Me, back: string): string | undefined {
  return signIn === null ? undefined : `${below(signIn)}?to=${encodeURIComponent(back)}`;
}

/** Leaves the page for the one where one signs in. */
export function signIn(known: Me): void {
  const path = signInPath(known, location.pathname + location.search);
  if (path !== undefined) location.assign(path);
}

/** Signs out, and goes where the server says. */
export async function signOut({ signOut: path }: Me): Promise<void> {
  if (path === null) return;
  const answer = await fetch(below(path), { method: 'POST' });
  if (answer.ok) belongsTo(null, () => undefined);
  const said = answer.ok ? ((await answer.json().catch(() => ({}))) as { to?: unknown }) : {};
  location.assign(typeof said.to === 'string' ? said.to : base);
}

/** The server tells paths below its own. */
function below(path: string): string {
  return path.startsWith(base) ? path : base + path.replace(/^\//, '');
}
