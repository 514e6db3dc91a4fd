import { type ComponentProps, useEffect } from 'react';
import { Part } from '../common/Part.ts';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/board.ts';

const panel = new Part(() => import('./history/HistoryPanel.tsx'));

type Props = ComponentProps<typeof import('./history/HistoryPanel.tsx').default>;

/** The History panel. Its code is loaded when it is first opened, and not with the board. */
export function HistoryDoor(props: Props) {
  const { code: Panel, isBroken } = useStored(panel.state);
  useEffect(panel.load, []);
  if (Panel !== undefined) return <Panel {...props} />;
  return (
    <aside className="history-door" aria-label={t('board.history')}>
      {isBroken ? (
        <>
          <p role="alert">{t('board.history.broken')}</p>
          <button type="button" className="button" onClick={panel.load}>
            {t('common.tryAgain')}
          </button>{' '}
          <button type="button" className="button" onClick={props.onClose}>
            {t('common.close')}
          </button>
        </>
      ) : (
        <p role="status">{t('board.history.opening')}</p>
      )}
    </aside>
  );
}
