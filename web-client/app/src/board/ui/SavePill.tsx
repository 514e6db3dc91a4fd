import type { Project } from '@easel/sdk';
import { useState } from 'react';
import { useLanguage } from '../../common/language.ts';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import type { BoardSave } from '../state/boardSave.ts';
import { useCalm } from '../state/useCalm.ts';
import { useBoardSave } from '../state/useStatus.ts';
import { saveText } from './saveText.ts';

interface Props {
  project: Project;
  board: BoardController | undefined;
  readOnly: boolean;
}

export function SavePill({ project, board, readOnly }: Props) {
  const state = useBoardSave(project, board?.images);
  return <SaveStatePill state={state} readOnly={readOnly} />;
}

/** The save state in a word, and in a sentence when it is clicked. */
export function SaveStatePill({ state: now, readOnly }: { state: BoardSave; readOnly: boolean }) {
  useLanguage();
  const state = useCalm(now);
  const [open, setOpen] = useState(false);
  const { word, more } = saveText(state);
  const shown = readOnly ? t('board.save.viewOnly') : word;
  return (
    <div className="save" data-state={state.kind} translate="no">
      <button
        type="button"
        className="save-pill"
        aria-label={t('board.save.state', { state: shown })}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
      >
        <span className="save-dot" aria-hidden="true" />
        <span className="save-words">
          <span role="status">{shown}</span>
          <span className="save-room" aria-hidden="true">
            {t('board.save.saving')}
          </span>
        </span>
      </button>
      {open && <p className="save-more">{readOnly ? t('board.save.viewOnly.more') : more}</p>}
    </div>
  );
}
