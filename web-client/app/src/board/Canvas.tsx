import type { Project } from '@easel/sdk';
import { Excalidraw } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTheme } from '../common/theme.ts';
import { useStored } from '../common/useStored.ts';
import { Value } from '../common/Value.ts';
import { BoardController } from './controller/BoardController.ts';
import { intercept } from './controller/intercept.ts';
import type { Note } from './controller/note.ts';
import type { Stage } from './controller/Stage.ts';
import { HistoryDoor } from './HistoryDoor.tsx';
import { useStatus, useTitle } from './state/useStatus.ts';
import { Banner } from './ui/Banner.tsx';
import { BoardMenu } from './ui/BoardMenu.tsx';
import { FormLink } from './ui/FormLink.tsx';
import { HistoryButton } from './ui/HistoryButton.tsx';
import { NoteCard } from './ui/NoteCard.tsx';
import { RefusedImages } from './ui/RefusedImages.tsx';
import { SavePill } from './ui/SavePill.tsx';
import { SetAsidePanel } from './ui/SetAsidePanel.tsx';
import { SettingsDialog } from './ui/SettingsDialog.tsx';
import { Title } from './ui/Title.tsx';
import { UndoButtons } from './ui/UndoButtons.tsx';

const OPTIONS = {
  canvasActions: {
    loadScene: false,
    saveToActiveFile: false,
    clearCanvas: false,
    changeViewBackgroundColor: false,
    toggleTheme: true,
  },
} as const;

const NO_STAGE = new Value<Stage | undefined>(undefined);

interface Props {
  project: Project;
  viewOnly: boolean;
  /** The past state that is shown first. */
  seq: number | undefined;
}

export default function Canvas({ project, viewOnly, seq }: Props) {
  const theme = useTheme();
  const status = useStatus(project);
  const title = useTitle(project);
  const [board, setBoard] = useState<BoardController>();
  const [settings, setSettings] = useState(false);
  const [history, setHistory] = useState(seq !== undefined);
  const [note, setNote] = useState<Note>();
  const [selected, setSelected] = useState<string>();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<ExcalidrawImperativeAPI>(undefined);
  const readOnly = viewOnly || status.readOnly;
  const isStaged = useStored(board?.stage ?? NO_STAGE) !== undefined;
  const isLooking = readOnly || isStaged;

  useEffect(() => {
    document.title = title === '' ? 'Easel' : `${title} · Easel`;
  }, [title]);
  // In the layout phase: before Excalidraw empties its canvas, and while the project still takes edits.
  useLayoutEffect(() => () => board?.close(), [board]);
  useEffect(() => {
    if (board === undefined || container.current === null) return undefined;
    return intercept(container.current, board, isLooking);
  }, [board, isLooking]);

  // Excalidraw empties its canvas when it starts, and reports its first change after that.
  const change = useCallback<NonNullable<Parameters<typeof Excalidraw>[0]['onChange']>>(
    (elements, state, files) => {
      const [one, ...more] = Object.keys(state.selectedElementIds);
      setSelected(one !== undefined && more.length === 0 && project.objects.has(one) ? one : undefined);
      if (board !== undefined) board.changed(elements, state, files);
      else if (canvas.current !== undefined)
        setBoard((old) => old ?? new BoardController(project, canvas.current as never, setNote));
    },
    [board, project],
  );
  const openSettings = useCallback(() => setSettings(true), []);
  const toggleHistory = useCallback(() => setHistory((open) => !open), []);
  // A small screen has no space at the top: there it is shown at the bottom (`board.css`).
  const topRight = useCallback(
    (isMobile: boolean) =>
      isMobile ? null : (
        <>
          <SavePill project={project} board={board} readOnly={readOnly} />
          <HistoryButton open={history} onToggle={toggleHistory} />
        </>
      ),
    [project, board, readOnly, history, toggleHistory],
  );

  return (
    <div className="board" ref={container}>
      <Excalidraw
        excalidrawAPI={(given) => {
          canvas.current = given;
        }}
        onChange={change}
        {...(board && { onPointerUpdate: board.pointer })}
        renderTopRightUI={topRight}
        viewModeEnabled={isLooking || !status.synced}
        isCollaborating
        theme={theme}
        name={title}
        UIOptions={OPTIONS}
        aiEnabled={false}
        validateEmbeddable={false}
        autoFocus
        handleKeyboardGlobally
      >
        <BoardMenu board={board} project={project} readOnly={isLooking} onSettings={openSettings} />
      </Excalidraw>
      <div className="easel-bottom">
        <SavePill project={project} board={board} readOnly={readOnly} />
        <HistoryButton open={history} onToggle={toggleHistory} />
        {!isLooking && <UndoButtons project={project} board={board} />}
      </div>
      {!isStaged && <FormLink project={project.id} selected={selected} viewOnly={viewOnly} />}
      <Title project={project} readOnly={readOnly} />
      <Banner project={project} />
      <div className="panels">
        <SetAsidePanel project={project} />
        <RefusedImages board={board} />
      </div>
      {history && board && status.synced && (
        <HistoryDoor board={board} readOnly={readOnly} seq={seq} onClose={toggleHistory} />
      )}
      {note && <NoteCard key={note.at} note={note} onDone={() => setNote(undefined)} />}
      {settings && <SettingsDialog project={project} onClose={() => setSettings(false)} />}
      {!status.synced && <p className="opening">Opening the board…</p>}
    </div>
  );
}
