import type { Project } from '@easel/sdk';
import { Excalidraw } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTheme } from '../common/theme.ts';
import { BoardController } from './controller/BoardController.ts';
import { intercept } from './controller/intercept.ts';
import type { Note } from './controller/note.ts';
import { useStatus, useTitle } from './state/useStatus.ts';
import { Banner } from './ui/Banner.tsx';
import { BoardMenu } from './ui/BoardMenu.tsx';
import { FormLink } from './ui/FormLink.tsx';
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

export default function Canvas({ project, viewOnly }: { project: Project; viewOnly: boolean }) {
  const theme = useTheme();
  const status = useStatus(project);
  const title = useTitle(project);
  const [board, setBoard] = useState<BoardController>();
  const [settings, setSettings] = useState(false);
  const [note, setNote] = useState<Note>();
  const [selected, setSelected] = useState<string>();
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<ExcalidrawImperativeAPI>(undefined);
  const readOnly = viewOnly || status.readOnly;

  useEffect(() => {
    document.title = title === '' ? 'Easel' : `${title} · Easel`;
  }, [title]);
  // In the layout phase: before Excalidraw empties its canvas, and while the project still takes edits.
  useLayoutEffect(() => () => board?.close(), [board]);
  useEffect(() => {
    if (board === undefined || container.current === null) return undefined;
    return intercept(container.current, board, readOnly);
  }, [board, readOnly]);

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
  // A small screen has no space at the top: there it is shown at the bottom (`board.css`).
  const topRight = useCallback(
    (isMobile: boolean) =>
      isMobile ? null : <SavePill project={project} board={board} readOnly={readOnly} />,
    [project, board, readOnly],
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
        viewModeEnabled={readOnly || !status.synced}
        isCollaborating
        theme={theme}
        name={title}
        UIOptions={OPTIONS}
        aiEnabled={false}
        validateEmbeddable={false}
        autoFocus
        handleKeyboardGlobally
      >
        <BoardMenu board={board} project={project} readOnly={readOnly} onSettings={openSettings} />
      </Excalidraw>
      <div className="easel-bottom">
        <SavePill project={project} board={board} readOnly={readOnly} />
        {!readOnly && <UndoButtons project={project} board={board} />}
      </div>
      <FormLink project={project.id} selected={selected} viewOnly={viewOnly} />
      <Title project={project} readOnly={readOnly} />
      <Banner project={project} />
      <div className="panels">
        <SetAsidePanel project={project} />
        <RefusedImages board={board} />
      </div>
      {note && <NoteCard key={note.at} note={note} onDone={() => setNote(undefined)} />}
      {settings && <SettingsDialog project={project} onClose={() => setSettings(false)} />}
      {!status.synced && <p className="opening">Opening the board…</p>}
    </div>
  );
}
