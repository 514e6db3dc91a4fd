import type { Mend } from './values.ts';

/** What a link may begin with; one that begins with none of all leads to a page of this server. */
const SCHEMES = ['http:', 'https:', 'mailto:'];

/** Where the page is does not matter for what the link is. */
const ANYWHERE = 'https://board.invalid/';

/** A link that may be followed: nothing that runs, and no program of this machine. */
export const link: Mend = (value) => (typeof value === 'string' && isHarmless(value) ? value : null);

/** As a browser reads it, which leaves out some characters. */
export function isHarmless(link: string): boolean {
  return URL.canParse(link, ANYWHERE) && SCHEMES.includes(new URL(link, ANYWHERE).protocol);
}
