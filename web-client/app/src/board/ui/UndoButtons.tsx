import type { Project } from '@easel/sdk';
import { type ReactNode, useCallback, useSyncExternalStore } from 'react';
import type { BoardController } from '../controller/BoardController.ts';
import { RedoIcon, UndoIcon } from './icons.tsx';

/** The project's undo and redo, where Excalidraw's own buttons would be; those are hidden (`board.css`). */
export function UndoButtons({ project, board }: { project: Project; board: BoardController | undefined }) {
  const { undo } = project;
  const subscribe = useCallback((changed: () => void) => undo.onChange(changed), [undo]);
  const can = useSyncExternalStore(subscribe, () => `${undo.canUndo},${undo.canRedo}`);
  const [canUndo, canRedo] = can.split(',');
  return (
    <div className="undo-redo-buttons easel-undo">
      <Button label="Undo" disabled={canUndo !== 'true'} onClick={() => board?.undo()}>
        {UndoIcon}
      </Button>
      <Button label="Redo" disabled={canRedo !== 'true'} onClick={() => board?.redo()}>
        {RedoIcon}
      </Button>
    </div>
  );
}

interface ButtonProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Button({ label, disabled, onClick, children }: ButtonProps) {
  return (
    <div className={`${label.toLowerCase()}-button-container`}>
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
