import type { HistoryEvent, Written } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { failure } from '../../common/failure.ts';
import { t } from '../../words/history.ts';
import { enumerated } from '../../words/speech.ts';
import { moment } from '../past/times.ts';
import { authorshipOf, objectInWords, whatHappened } from '../past/words.ts';
import type { HistoryController } from './HistoryController.ts';
import { People } from './People.tsx';
import type { SelectedObject } from './useSelected.ts';

/** Events of the object that are listed. */
const EVENTS = 50;

/** Parts that are named one by one. */
const MOST_PARTS = 5;

interface Found {
  readonly blame: { readonly [name: string]: Written };
  readonly events: readonly HistoryEvent[];
}

/** Who changed one object: whose each part of it is now, and what happened to it before. */
export function ObjectHistory({
  history,
  object,
  onBack,
}: {
  history: HistoryController;
  object: SelectedObject;
  onBack: () => void;
}) {
  const { id, props } = object;
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    setFound(undefined);
    setProblem(undefined);
    Promise.all([history.api.blame(id), history.api.objectEvents(id, { limit: EVENTS })]).then(
      ([{ props: blame }, { events }]) => isWanted && setFound({ blame, events }),
      (error) => isWanted && setProblem(failure(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [history, id]);
  return (
    <div className="history-list" aria-busy={found === undefined && problem === undefined}>
      <button type="button" className="button" onClick={onBack}>
        {t('history.who.back')}
      </button>
      <h3 dir="auto">{objectInWords(props)}</h3>
      {problem && (
        <p className="history-problem" role="alert">
          {t('history.who.unread', { why: problem })}
        </p>
      )}
      {found === undefined && problem === undefined && (
        <p className="history-quiet">{t('history.who.reading')}</p>
      )}
      {found && (
        <>
          <h4>{t('history.who.now')}</h4>
          <ul>
            {authorshipOf(found.blame).map(({ seq, at, by, parts }) => (
              <li key={seq} className="history-line">
                <People names={[by]} />{' '}
                <span className="history-more">
                  {partsOf(parts)} · {moment(at, Date.now())}
                </span>
              </li>
            ))}
          </ul>
          <h4>{t('history.who.happened')}</h4>
          <ul>
            {found.events.map(({ seq, at, by, changes }) => (
              <li key={seq}>
                <button
                  type="button"
                  className="history-entry"
                  onClick={() => void history.preview.open(seq)}
                >
                  <People names={[by]} />{' '}
                  <span className="history-more">
                    {whatHappened(changes, id)} · {moment(at, Date.now())}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function partsOf(parts: readonly string[]): string {
  return parts.length > MOST_PARTS ? t('history.who.rest') : enumerated(parts);
}
