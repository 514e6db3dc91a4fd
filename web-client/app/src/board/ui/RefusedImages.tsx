import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { useUploads } from '../state/useStatus.ts';

/** Images that the server refused, or that cannot be read. They are shown until they are uploaded or dismissed. */
export function RefusedImages({ board }: { board: BoardController | undefined }) {
  const { refused } = useUploads(board?.images);
  if (board === undefined || refused.length === 0) return null;
  const { uploads } = board.images;
  return (
    <aside className="set-aside" aria-label={t('board.refused.name')}>
      <h2>{t('board.refused.title', { count: refused.length })}</h2>
      <ul>
        {[...new Set(refused.map(({ why }) => why))].slice(0, 5).map((why) => (
          <li key={why}>{why}</li>
        ))}
      </ul>
      <p>{t('board.refused.text')}</p>
      <div className="dialog-acts">
        {refused.some(({ canRetry }) => canRetry) && (
          <button type="button" className="button" onClick={() => uploads.retry()}>
            {t('common.tryAgain')}
          </button>
        )}
        <button type="button" className="button primary" onClick={() => void uploads.dismiss()}>
          {t('common.dismiss')}
        </button>
      </div>
    </aside>
  );
}
