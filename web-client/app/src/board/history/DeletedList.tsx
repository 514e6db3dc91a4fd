import { useEffect, useState } from 'react';
import { useStored } from '../../common/useStored.ts';
import { type Deletion, deletionsOf } from '../past/deletions.ts';
import { moment } from '../past/times.ts';
import { counted, objectInWords } from '../past/words.ts';
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
    <ListFrame pages={history.deleted} empty="Nothing that was deleted is missing.">
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
            <li key={id}>{objectInWords(props)}</li>
          ))}
        </ul>
        {named.length < objects.length && (
          <button type="button" className="quiet" onClick={() => setAll(true)}>
            and {counted(objects.length - named.length, 'other')}
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
              {objects.length === 1 ? 'Put it back' : `Put all ${objects.length.toLocaleString('en')} back`}
            </button>
          )}
          <button type="button" className="button" onClick={() => void history.preview.open(before)}>
            Show
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
