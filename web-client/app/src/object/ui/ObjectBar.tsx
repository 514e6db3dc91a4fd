import type { Project } from '@easel/sdk';
import { type ReactNode, useCallback, useSyncExternalStore } from 'react';
import { useObjectSave } from '../../board/state/useStatus.ts';
import { RedoIcon, UndoIcon } from '../../board/ui/icons.tsx';
import { SaveStatePill } from '../../board/ui/SavePill.tsx';
import { Link } from '../../common/Link.tsx';
import { boardPath } from '../../common/route.ts';
import { ThemeSwitch } from '../../common/ThemeSwitch.tsx';
import { t } from '../../words/object.ts';
import type { ObjectEditor } from '../model/ObjectEditor.ts';

interface Props {
  project: Project;
  editor: ObjectEditor;
  viewOnly: boolean;
  readOnly: boolean;
}

/** The way back to the board, undo, and whether the work is saved. */
export function ObjectBar({ project, editor, viewOnly, readOnly }: Props) {
  const { undo } = project;
  const subscribe = useCallback((changed: () => void) => undo.onChange(changed), [undo]);
  const can = useSyncExternalStore(subscribe, () => `${undo.canUndo},${undo.canRedo}`);
  const [canUndo, canRedo] = can.split(',');
  return (
    <header className="object-bar">
      <Link to={boardPath(project.id, viewOnly)} className="quiet">
        {t('object.back')}
      </Link>
      <span className="object-acts">
        {!readOnly && (
          <>
            <Act label={t('common.undo')} disabled={canUndo !== 'true'} onClick={() => editor.undo()}>
              {UndoIcon}
            </Act>
            <Act label={t('common.redo')} disabled={canRedo !== 'true'} onClick={() => editor.redo()}>
              {RedoIcon}
            </Act>
          </>
        )}
        <SaveStatePill state={useObjectSave(project)} readOnly={readOnly} />
        <ThemeSwitch />
      </span>
    </header>
  );
}

interface ActProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Act({ label, disabled, onClick, children }: ActProps) {
  return (
    <button
      type="button"
      className="quiet icon"
      aria-label={label}
      title={label}
      disabled={disabled}
      // The field in hand stays in hand.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
