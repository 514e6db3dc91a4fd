import { t } from '../../words/board.ts';
import { listed } from '../../words/speech.ts';
import type { BoardSave } from '../state/boardSave.ts';

export interface SaveText {
  readonly word: string;
  readonly more: string;
}

/** The save state in words. "Saved" means stored on the server for good, and nothing less. */
export function saveText(state: BoardSave): SaveText {
  const word = t(`board.save.${state.kind}`);
  switch (state.kind) {
    case 'opening':
      return { word, more: t('board.opening') };
    case 'saved':
      return { word, more: t('board.save.saved.more') };
    case 'saving':
      return { word, more: saving(state) };
    case 'offline':
      return { word, more: offline(state) };
    case 'notSaving':
      return { word, more: t(`board.save.notSaving.${state.reason}`) };
  }
}

function saving(state: Extract<BoardSave, { kind: 'saving' }>): string {
  const things = waiting(state);
  if (things === undefined) return t('board.save.looking');
  return t(state.kept ? 'board.save.saving.more' : 'board.save.saving.unkept', { things });
}

function offline(state: Extract<BoardSave, { kind: 'offline' }>): string {
  const things = waiting(state);
  return things === undefined ? t('board.save.offline.nothing') : t('board.save.offline.more', { things });
}

/** "2 changes and 1 image"; undefined when nothing waits. */
function waiting({ edits, images }: { readonly edits: number; readonly images: number }): string | undefined {
  const things = [
    ...(edits === 0 ? [] : [t('board.changes', { count: edits })]),
    ...(images === 0 ? [] : [t('board.images', { count: images })]),
  ];
  return things.length === 0 ? undefined : listed(things);
}
