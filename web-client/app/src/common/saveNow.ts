import type { Api, Project, SaveState } from '@easel/sdk';
import { t } from '../words/board.ts';
import { failure } from './failure.ts';

/** Images on their way to the server. */
interface Uploads {
  flush(): Promise<void>;
}

/**
 * Waits until all that was made is durable, and has the server write the project's rows now. Resolves with what the
 * person is told, which is what the save state says, too.
 */
export async function saveNow(
  api: Pick<Api, 'flush'>,
  project: Pick<Project, 'id' | 'status' | 'saveState' | 'flush'>,
  uploads?: Uploads,
): Promise<string> {
  if (project.status.away) {
    return t(project.saveState.kind === 'offline' ? 'board.save.away' : 'board.save.away.unkept');
  }
  try {
    await Promise.all([project.flush(), uploads?.flush()]);
    // An uploaded image makes an edit, which is flushed as well.
    await project.flush();
    await api.flush(project.id);
  } catch (error) {
    return failure(error);
  }
  return told(project.saveState);
}

/** What was made here is saved. What was set aside is not, nor what earlier page loads left and is still being sent. */
function told(save: SaveState): string {
  switch (save.kind) {
    case 'saved':
      return t('board.save.saved');
    case 'notSaving':
      return t(`board.save.notSaving.${save.reason}`);
    case 'offline':
      return t('board.save.away');
    case 'opening':
      return t('board.save.looking');
    case 'saving': {
      if (save.edits === 0) return t('board.save.looking');
      const things = t('board.changes', { count: save.edits });
      return t(save.kept ? 'board.save.saving.more' : 'board.save.saving.unkept', { things });
    }
  }
}
