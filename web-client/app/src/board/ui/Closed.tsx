import type { Status } from '@easel/sdk';
import { Notice } from '../../common/Notice.tsx';
import { t } from '../../words/board.ts';

/** Shown in place of a board that cannot be used any more. */
export function Closed({ reason }: { reason: NonNullable<Status['reason']> }) {
  return (
    <Notice title={t('board.closed.title')} text={t(`board.closed.${reason}`)}>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('common.tryAgain')}
      </button>
    </Notice>
  );
}
