import type { HistoryEntry, Outcome } from '@easel/sdk';
import { useState } from 'react';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import { namesOf } from '../past/sections.ts';
import { leftInWords } from '../past/words.ts';
import type { HistoryController } from './HistoryController.ts';
import { TakingBack } from './TakingBack.ts';
import { useAct } from './useAct.ts';

/** People of one entry who are named one by one. */
const MOST_NAMED = 5;
/** Objects that stay as they are and are named one by one. */
const MOST_LEFT = 5;

interface Props {
  history: HistoryController;
  entry: HistoryEntry;
}

/** Takes back what one person did in an entry, after a look at what that would change. */
export function TakeBack({ history, entry }: Props) {
  const [asked, setAsked] = useState<TakingBack>();
  const [all, setAll] = useState(false);
  if (asked !== undefined)
    return <AskedBack history={history} asked={asked} onDone={() => setAsked(undefined)} />;
  const names = namesOf([entry]);
  const named = all ? names : names.slice(0, MOST_NAMED);
  return (
    <div className="take-back">
      <ul>
        {named.map((name) => (
          <li key={name}>
            <button
              type="button"
              className="quiet"
              onClick={() => setAsked(new TakingBack(history, name, entry))}
            >
              {t('history.takeBack', { name })}
            </button>
          </li>
        ))}
        {named.length < names.length && (
          <li>
            <button type="button" className="quiet" onClick={() => setAll(true)}>
              {t('history.others', { count: names.length - named.length })}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

interface AskedProps {
  history: HistoryController;
  asked: TakingBack;
  onDone: () => void;
}

function AskedBack({ history, asked, onDone }: AskedProps) {
  const act = useAct();
  const { would, problem: unread } = useStored(asked.looked);
  const problem = unread ?? act.problem;
  const { by } = asked;
  return (
    <section className="take-back" aria-label={t('history.takeBack', { name: by })}>
      {would === undefined && unread === undefined && <p role="status">{t('history.takeBack.looking')}</p>}
      {would && <Would history={history} by={by} would={would} />}
      {problem && (
        <p className="history-problem" role="alert">
          {problem}
        </p>
      )}
      <p className="history-acts">
        {would && would.changed > 0 && (
          <button
            type="button"
            className="button primary"
            disabled={act.isBusy}
            onClick={() => void act.run(() => asked.takeBack())}
          >
            {t('history.takeBack.do')}
          </button>
        )}
        <button type="button" className="button" onClick={onDone}>
          {t('common.cancel')}
        </button>
      </p>
    </section>
  );
}

function Would({ history, by, would }: { history: HistoryController; by: string; would: Outcome }) {
  const { changed, skipped, skippedCount } = would;
  const { objects } = history.board.project;
  const left = leftInWords(skipped, (id) => objects.get(id));
  return (
    <>
      <p role="status">
        {changed === 0
          ? t('history.takeBack.nothing', { name: by })
          : t('history.takeBack.would', { count: changed, name: by })}
      </p>
      {skippedCount > 0 && (
        <>
          <p>{t('history.takeBack.left')}</p>
          <ul className="take-back-left">
            {left.slice(0, MOST_LEFT).map((line) => (
              <li key={line} dir="auto">
                {line}
              </li>
            ))}
            {left.length > MOST_LEFT && (
              <li>{t('history.takeBack.left.more', { count: left.length - MOST_LEFT })}</li>
            )}
          </ul>
        </>
      )}
    </>
  );
}
