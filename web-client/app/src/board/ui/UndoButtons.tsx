import type { Project } from '@easel/sdk';
import { type ReactNode, useCallback, useSyncExternalStore } from 'react';
import { useStored } from '../../common/useStored.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { RedoIcon, UndoIcon } from './icons.tsx';

const NO_ACT: BoardController['lastAct']['way'] = new Value(undefined);

/** The project's undo and redo, where Excalidraw's own buttons would be; those are hidden (`board.css`). */
export function UndoButtons({ project, board }: { project: Project; board: BoardController | undefined }) {
  const { undo } = project;
  const subscribe = useCallback((changed: () => void) => undo.onChange(changed), [undo]);
  const can = useSyncExternalStore(subscribe, () => `${undo.canUndo},${undo.canRedo}`);
  const [canUndo, canRedo] = can.split(',');
  const way = useStored(board?.lastAct.way ?? NO_ACT);
  return (
    <div className="undo-redo-buttons easel-undo">
      <Button act="undo" disabled={canUndo !== 'true' && way !== 'undo'} onClick={() => board?.undo()}>
        {UndoIcon}
      </Button>
      <Button act="redo" disabled={canRedo !== 'true' && way !== 'redo'} onClick={() => board?.redo()}>
        {RedoIcon}
      </Button>
    </div>
  );
}

interface ButtonProps {
  act: 'undo' | 'redo';
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Button({ act, disabled, onClick, children }: ButtonProps) {
  const label = t(`common.${act}`);
  return (
    <div className={`${act}-button-container`}>
      <button
        type="button"
        className="ToolIcon_type_button ToolIcon_size_medium ToolIcon_type_button--show ToolIcon"
        aria-label={label}
        title={label}
        disabled={disabled}
        onClick={onClick}
      >
        <div className="ToolIcon__icon" aria-hidden="true">
          {children}
        </div>
      </button>
    </div>
  );
}
