import type { Project, Status } from '@easel/sdk';
import { t } from '../../words/board.ts';
import type { Images } from '../images/Images.ts';
import type { BoardSave } from '../state/boardSave.ts';
import { useBoardSave, useStatus } from '../state/useStatus.ts';

export function Banner({ project, images }: { project: Project; images: Images | undefined }) {
  const status = useStatus(project);
  const text = awayText(status, useBoardSave(project, images));
  return text === undefined ? null : (
    <p className="banner" role="status">
      {text}
    </p>
  );
}

/** What a person is told while the server is out of reach: why, and whether their work is kept, as the pill says it. */
export function awayText({ kind, shown, away, cause }: Status, save: BoardSave): string | undefined {
  if (!shown || !away || kind === 'closed') return undefined;
  if (save.kind === 'notSaving' && !save.kept) return t(`board.save.notSaving.${save.reason}`);
  return t(cause === undefined || cause === 'unreachable' ? 'board.away' : `board.away.${cause}`);
}
