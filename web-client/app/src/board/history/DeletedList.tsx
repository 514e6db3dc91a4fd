import { useEffect, useState } from 'react';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import { type Deletion, deletionsOf } from '../past/deletions.ts';
import { moment } from '../past/times.ts';
import { objectInWords } from '../past/words.ts';
import type { HistoryController } from './HistoryController.ts';
import { ListFrame } from './ListFrame.tsx';
import { People } from './People.tsx';
import { Picture } from './Picture.tsx';
import { useAct } from './useAct.ts';

/** Objects of one deletion that are named one by one. */
const MOST_NAMED = 5;

interface Props {
  history: HistoryController;
  readOnly: boolean;
}

/** What was deleted and is not there now, the last deletion first. */
export function DeletedList({ history, readOnly }: Props) {
  const { items, hasMore } = useStored(history.deleted.list);
  useEffect(() => void history.deleted.refresh(), [history]);
  return (
    <ListFrame pages={history.deleted} empty={t('history.deleted.empty')}>
      <ul>
        {deletionsOf(items ?? [], hasMore).map((deletion) => (
          <DeletionItem key={deletion.before} deletion={deletion} history={history} readOnly={readOnly} />
        ))}
      </ul>
    </ListFrame>
  );
}

function DeletionItem({ deletion, history, readOnly }: Props & { deletion: Deletion }) {
  const act = useAct();
  const [all, setAll] = useState(false);
  const { objects, by, at, before } = deletion;
  const named = all ? objects : objects.slice(0, MOST_NAMED);
  return (
    <li className="history-deletion">
      <Picture objects={objects} files={() => history.board.canvas.getFiles()} />
      <div>
        <p className="history-more">
          <People names={[by]} /> · {moment(at, Date.now())}
        </p>
        <ul>
          {named.map(({ id, props }) => (
            <li key={id} dir="auto">
              {objectInWords(props)}
            </li>
          ))}
        </ul>
        {named.length < objects.length && (
          <button type="button" className="quiet" onClick={() => setAll(true)}>
            {t('history.others', { count: objects.length - named.length })}
          </button>
        )}
        <p className="history-acts">
          {!readOnly && (
            <button
              type="button"
              className="button"
              disabled={act.isBusy}
              onClick={() => void act.run(() => history.putBack(deletion))}
            >
              {t('history.deleted.putBack', { count: objects.length })}
            </button>
          )}
          <button type="button" className="button" onClick={() => void history.preview.open(before)}>
            {t('history.deleted.show')}
          </button>
        </p>
        {act.problem && (
          <p className="history-problem" role="alert">
            {act.problem}
          </p>
        )}
      </div>
    </li>
  );
}
