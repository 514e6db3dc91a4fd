import { common } from './common.ts';
import { translator } from './translator.ts';

/** What the list of projects says. */
export const list = {
  'list.name': 'Projects',
  'list.new': 'New project',
  'list.loading': 'Loading the projects',
  'list.dashboard': 'Dashboard',
  'list.trash': 'Trash',
  'list.trashed': '{title} is in the trash.',
  'list.of': 'Which projects',
  'list.of.all': 'All',
  'list.of.mine': 'My boards',
  'list.of.shared': 'Shared with me',
  'list.of.mine.none': 'You own no boards yet.',
  'list.of.shared.none': 'Nobody shares a board with you yet.',
  'list.leave': 'Leave',
  'list.leave.one': 'Leave {title}',
  'list.justNow': 'just now',
  'list.unsent': 'Unsent work here',
  'list.unsent.more':
    'Some of what you made on this board is in this browser only. It is sent as soon as that is possible.',
  'list.kept': 'Boards that this browser has kept',
  'list.kept.unnamed': 'A board',
  'list.gone': 'Boards you can no longer open, with unsent work of yours',
  'list.delete.one': 'Delete {title}',
  'list.delete.title': 'Delete this project?',
  'list.delete.text':
    '{title} and everything drawn in it will be deleted, for everybody. This cannot be undone.',
  'list.delete.keep': 'Keep it',
  'list.empty.title': 'A blank canvas',
  'list.empty.text':
    'There are no projects yet. Create one, and send its address to the people you want to draw with.',
  'list.empty.create': 'Create the first project',
  'list.search': 'Search',
  'list.order': 'Sorted by',
  'list.order.changed': 'Last changed',
  'list.order.created': 'Newest',
  'list.order.title': 'Title',
  'list.none': 'No project has “{search}” in its title.',
  'list.more': 'Show more',
  'list.star': 'Star {title}',
  'list.duplicate': 'Duplicate',
  'list.duplicate.one': 'Duplicate {title}',
  'list.duplicate.title': 'Copy of {title}',
  'list.failed.duplicate': 'The project could not be duplicated. {why}',
  'list.failed.create': 'The project could not be created. {why}',
  'list.failed.read': 'The projects could not be read. {why}',
  'list.failed.rename': 'The project could not be renamed. {why}',
  'list.failed.delete': 'The project could not be deleted. {why}',
  'list.failed.undelete': 'The project could not be brought back. {why}',
  'list.failed.leave': 'You could not leave the project. {why}',
} as const;

export const t = translator({ ...common, ...list });
