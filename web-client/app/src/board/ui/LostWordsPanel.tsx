import { Fragment } from 'react';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/board.ts';
import { type LostWords, whyLost } from '../controller/LostWords.ts';
import { Words } from './Words.tsx';

/** Words that were typed and are not on the board, to be copied. */
export function LostWordsPanel({ lost }: { lost: LostWords }) {
  const all = useStored(lost.all);
  if (all.length === 0) return null;
  return (
    <aside className="set-aside" aria-label={t('board.lostWords.name')}>
      <h2 role="status">{t('board.lostWords.title')}</h2>
      {[...new Set(all.map(whyLost))].map((why) => (
        <Fragment key={why}>
          <p>{why}</p>
          <Words of={all.flatMap((one) => (whyLost(one) === why ? [one.words] : []))} />
        </Fragment>
      ))}
      <div className="dialog-acts">
        <button type="button" className="button primary" onClick={() => lost.dismiss()}>
          {t('common.dismiss')}
        </button>
      </div>
    </aside>
  );
}
