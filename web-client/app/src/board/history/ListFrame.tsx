import type { ReactNode } from 'react';
import { useStored } from '../../common/useStored.ts';
import type { Pages } from './Pages.ts';

interface Props<T, C> {
  pages: Pages<T, C>;
  /** What is said where there is nothing. */
  empty: string;
  children: ReactNode;
}

/** A list that comes in pages, with what is said while it comes, when it fails, and when it is empty. */
export function ListFrame<T, C>({ pages, empty, children }: Props<T, C>) {
  const { items, hasMore, isBusy, problem } = useStored(pages.list);
  return (
    <div className="history-list" aria-busy={isBusy}>
      {problem && (
        <p className="history-problem" role="alert">
          The history could not be read. {problem}{' '}
          <button type="button" className="button" onClick={() => void pages.refresh()}>
            Try again
          </button>
        </p>
      )}
      {items === undefined && isBusy && <p className="history-quiet">Reading the history…</p>}
      {items?.length === 0 && <p className="history-quiet">{empty}</p>}
      {children}
      {hasMore && (
        <button type="button" className="button" disabled={isBusy} onClick={() => void pages.more()}>
          Show older
        </button>
      )}
    </div>
  );
}
