import type { Project } from '@easel/sdk';
import { useState } from 'react';
import type { BoardController } from '../controller/BoardController.ts';
import type { BoardSave } from '../state/boardSave.ts';
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
export function SaveStatePill({ state, readOnly }: { state: BoardSave; readOnly: boolean }) {
  const [open, setOpen] = useState(false);
  const { word, more } = saveText(state);
  return (
    <div className="save" data-state={state.kind}>
      <button
        type="button"
        className="save-pill"
        aria-label={`Save state: ${readOnly ? 'view only' : word}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onBlur={() => setOpen(false)}
      >
        <span className="save-dot" aria-hidden="true" />
        <span role="status">{readOnly ? 'View only' : word}</span>
      </button>
      {open && (
        <p className="save-more">
          {readOnly ? 'You can look at this board and follow others, not change it.' : more}
        </p>
      )}
    </div>
  );
}
