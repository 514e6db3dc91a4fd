import { common } from './common.ts';
import { list } from './list.ts';
import { translator } from './translator.ts';

/** What the trash says. */
export const trash = {
  'trash.text': 'Deleted boards. Each can be restored as it was, until it is gone for good.',
  'trash.loading': 'Loading the trash',
  'trash.empty': 'The trash is empty.',
  'trash.deleted': 'Deleted {when}',
  'trash.purge': 'Gone for good {when}',
  'trash.purge.soon': 'Gone for good at any moment',
  'trash.restore': 'Restore',
  'trash.restore.one': 'Restore {title}',
  'trash.restored': '{title} is back.',
  'trash.open': 'Open',
  'trash.delete': 'Delete for good',
  'trash.delete.one': 'Delete {title} for good',
  'trash.failed.read': 'The trash could not be read. {why}',
  'trash.failed.restore': 'The board could not be restored. {why}',
  'trash.failed.delete': 'The board could not be deleted. {why}',
} as const;

export const t = translator({ ...common, ...list, ...trash });
