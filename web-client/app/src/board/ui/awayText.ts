import type { Status } from '@easel/sdk';
import { t } from '../../words/board.ts';
import type { BoardSave } from '../state/boardSave.ts';

/** What a person is told while the server is out of reach: why, and whether their work is kept, as the pill says it. */
export function awayText({ kind, shown, away, cause }: Status, save: BoardSave): string | undefined {
  if (!shown || !away || kind === 'closed') return undefined;
  if (save.kind === 'notSaving' && !save.kept) return t(`board.save.notSaving.${save.reason}`);
  return t(cause === undefined || cause === 'unreachable' ? 'board.away' : `board.away.${cause}`);
}
