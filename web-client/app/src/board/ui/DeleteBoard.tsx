import type { Project } from '@easel/sdk';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../common/api.ts';
import { Dialog } from '../../common/Dialog.tsx';
import { failure } from '../../common/failure.ts';
import { Parts } from '../../common/Parts.tsx';
import { t } from '../../words/board.ts';
import { useTitle } from '../state/useStatus.ts';

/** Asks whether the board is to be deleted, and says for how long it can be brought back. */
export function DeleteBoard({ project, onClose }: { project: Project; onClose: () => void }) {
  const title = useTitle(project);
  const [days, setDays] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const failed = useCallback((error: unknown) => {
    setProblem(t('board.delete.failed', { why: failure(error) }));
  }, []);
  useEffect(() => {
    api.projects({ limit: 1 }).then(({ trashDays }) => setDays(trashDays ?? 0), failed);
  }, [failed]);
  const remove = () => {
    setProblem(undefined);
    api.deleteProject(project.id).then(onClose, failed);
  };
  const named = <strong dir="auto">{title}</strong>;
  return (
    <Dialog title={t('board.delete.title')} onClose={onClose}>
      {days !== undefined && (
        <p>
          <Parts
            of={
              days > 0
                ? t.parts('board.delete.trash', { title: named, count: days })
                : t.parts('board.delete.gone', { title: named })
            }
          />
        </p>
      )}
      {problem !== undefined && <p role="alert">{problem}</p>}
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {t('board.delete.keep')}
        </button>
        <button type="button" className="button danger" disabled={days === undefined} onClick={remove}>
          {t('common.delete')}
        </button>
      </div>
    </Dialog>
  );
}
