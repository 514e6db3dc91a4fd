import type { ReactNode } from 'react';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import type { Pages } from './Pages.ts';

interface Props<T, C> {
  pages: Pages<T, C>;
  /** What is said where there is nothing. */
  empty: string;
  /** What is said at the end of the whole list. */
  end?: string | undefined;
  children: ReactNode;
}

/** A list that comes in pages, with what is said while it comes, when it fails, and when it is empty. */
export function ListFrame<T, C>({ pages, empty, end, children }: Props<T, C>) {
  const { items, hasMore, isBusy, problem } = useStored(pages.list);
  return (
    <div className="history-list" aria-busy={isBusy}>
      {problem && (
        <p className="history-problem" role="alert">
          {t('history.unread', { why: problem })}{' '}
          <button type="button" className="button" onClick={() => void pages.refresh()}>
            {t('common.tryAgain')}
          </button>
        </p>
      )}
      {items === undefined && isBusy && <p className="history-quiet">{t('history.reading')}</p>}
      {items?.length === 0 && <p className="history-quiet">{empty}</p>}
      {children}
      {hasMore && (
        <button type="button" className="button" disabled={isBusy} onClick={() => void pages.more()}>
          {t('history.older')}
        </button>
      )}
      {end !== undefined && !hasMore && items !== undefined && <p className="history-quiet">{end}</p>}
    </div>
  );
}
