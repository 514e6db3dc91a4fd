import { common } from './common.ts';
import { translator } from './translator.ts';

/** What is said where a board is shared, and of who is on it. */
export const share = {
  'share.title': 'Share this board',
  'share.broken': 'This part of the page could not be loaded. Check your connection and try again.',
  'share.text': 'Everybody who has the link can see the board and draw on it.',
  'share.link': 'Link to this board',
  'share.copy': 'Copy link',
  'share.downloaded': 'The browser does not let pages copy. The link was saved as a file.',
  'share.code': 'The link as a QR code',
  'share.people': { one: 'Nobody else is here', other: '{count} people are here' },
  'share.person.you': '{name} (you)',
  'share.person.windows': { one: '{count} window', other: '{count} windows' },
  'share.person.change': 'Change…',
  'share.person.change.more': 'Change name or colour',
  'share.active': 'Here',
  'share.idle': 'Idle',
  'share.away': 'Away',
  'share.bring': 'Bring everybody to me',
} as const;

export const t = translator({ ...common, ...share });
