import { Api, ApiProblem } from '@easel/sdk';
import { base } from './base.ts';
import { LinkTokens } from './linkTokens.ts';
import { whose } from './whose.ts';

const origin = location.origin + base;

/** The share links by which boards were opened in this tab. */
export const linkTokens = new LinkTokens({
  storage: tabStorage(),
  now: () => Date.now(),
  redeem: async (project, key, previous) => {
    const { AccessApi } = await import('@easel/sdk'); // only who comes by a link needs it
    return new AccessApi({ origin, token: undefined }, project).redeem(key, previous);
  },
  verdict: (failure) => {
    if (!(failure instanceof ApiProblem) || !failure.isOurs) return undefined;
    if (failure.code === 'link_ended') return 'ended';
    // In open mode, for instance, nobody needs a link.
    return [400, 409, 422].includes(failure.status) ? 'useless' : undefined;
  },
});

/** The one client of the server's HTTP calls; the list, the board, the SDK and images share it. */
export const api = new Api({ origin, token: linkTokens.source, keptFor: whose.get() });

function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined; // refused by the browser's settings
  }
}
