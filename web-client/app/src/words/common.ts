import { translator } from './translator.ts';

/** What all pages say. */
export const common = {
  'common.allProjects': 'All projects',
  'common.cancel': 'Cancel',
  'common.close': 'Close',
  'common.copy': 'Copy',
  'common.copied': 'Copied',
  'common.downloaded': 'Saved as a file',
  'common.delete': 'Delete',
  'common.dismiss': 'Dismiss',
  'common.redo': 'Redo',
  'common.reload': 'Reload',
  'common.rename': 'Rename',
  'common.rename.one': 'Rename {title}',
  'common.save': 'Save',
  'common.signIn': 'Sign in',
  'common.signIn.as': 'Signed in as {name}',
  'common.signIn.title': 'Sign in to go on',
  'common.signIn.text': 'This server shows boards only to people it knows.',
  'common.signIn.elsewhere':
    'This server shows boards only to people it knows. Open it from where you are signed in, or by a link to a' +
    ' board that somebody shares with you.',
  'common.signOut': 'Sign out',
  'common.role.owner': 'Owner',
  'common.role.editor': 'Can edit',
  'common.role.viewer': 'Can view',
  'common.title': 'Title',
  'common.tryAgain': 'Try again',
  'common.undo': 'Undo',
  'common.opening': 'Opening…',
  'common.page.unknown': 'There is no such page',
  'common.page.mistyped': 'The address may be mistyped.',
  'common.page.broken': 'The page could not be shown',
  'common.page.kept': 'What you drew is kept. Reloading usually helps. ({reason})',
  'common.language': 'Language',
  'common.language.browser': 'Language: as in the browser',
  'common.language.boardOnly': 'The drawing board only',
  'common.theme.light': 'Use the light theme',
  'common.theme.dark': 'Use the dark theme',
  'common.person.unnamed': 'anonymous',
  'common.person.anonymous': 'Anonymous {animal}',
  'common.person.animals':
    'Badger, Crane, Dolphin, Falcon, Fox, Hare, Heron, Lynx, Marten, Otter, Owl, Panda, Puffin, Robin, Seal, Swift',
  'common.failure.gone': 'It no longer exists: somebody has deleted it.',
  'common.failure.forbidden': 'You may not do that. Ask the person who shared it with you.',
  'common.failure.signedOut': 'You are not signed in. Sign in, and try again.',
  'common.failure.folded': 'It is older than what is kept on the server.',
  'common.failure.tooLarge': 'It is larger than the server takes.',
  'common.failure.quota':
    'That is as much as one person may have here. Delete a board for good, or ask who runs the server.',
  'common.failure.tooMany': 'That was too much at once. Try again in a moment.',
  'common.failure.server':
    'Something went wrong on the server. Try again in a moment. (Reference: {reference})',
  'common.failure.refused': 'The server does not take it: {reason}',
  'common.failure.busy': 'The server cannot do it right now. Try again in a moment.',
  'common.failure.readOnly': 'It is closed, or you can only look at it.',
  'common.failure.full':
    'Too much waits to be sent. Wait until the connection is back and it has been saved.',
  'common.failure.unreachable': 'The server cannot be reached. Check your connection and try again.',
  'common.failure.timeout': 'The server did not answer in time. Try again.',
  'common.failure.image': 'An image is not saved. {why}',
} as const;

export const t = translator(common);
