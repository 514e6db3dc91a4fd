import type { Project } from '@easel/sdk';
import { Excalidraw } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTheme } from '../common/theme.ts';
import { Desk } from './Desk.ts';
import { intercept } from './intercept.ts';
import { Banner } from './ui/Banner.tsx';
import { BoardMenu } from './ui/BoardMenu.tsx';
import { type Note, NoteCard } from './ui/NoteCard.tsx';
import { RefusedImages } from './ui/RefusedImages.tsx';
import { SavePill } from './ui/SavePill.tsx';
import { SetAsidePanel } from './ui/SetAsidePanel.tsx';
import { SettingsDialog } from './ui/SettingsDialog.tsx';
import { Title } from './ui/Title.tsx';
import { UndoButtons } from './ui/UndoButtons.tsx';
import { useStatus, useTitle } from './useStatus.ts';

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
  const [desk, setDesk] = useState<Desk>();
  const [settings, setSettings] = useState(false);
  const [note, setNote] = useState<Note>();
  const room = useRef<HTMLDivElement>(null);
  const api = useRef<ExcalidrawImperativeAPI>(undefined);
  const readOnly = viewOnly || status.readOnly;

  useEffect(() => {
    document.title = title === '' ? 'Easel' : `${title} · Easel`;
  }, [title]);
  // In the layout phase: before Excalidraw empties its canvas, and while the project still takes edits.
  useLayoutEffect(() => () => desk?.close(), [desk]);
  useEffect(() => {
    if (desk === undefined || room.current === null) return undefined;
    return intercept(room.current, desk, readOnly);
  }, [desk, readOnly]);

  // Excalidraw empties its canvas when it starts; its first change is told after that.
  const change = useCallback<NonNullable<Parameters<typeof Excalidraw>[0]['onChange']>>(
    (elements, state, files) => {
      if (desk !== undefined) desk.changed(elements, state, files);
      else if (api.current !== undefined)
        setDesk((old) => old ?? new Desk(project, api.current as never, setNote));
    },
    [desk, project],
  );
  const openSettings = useCallback(() => setSettings(true), []);
  // A small screen has no room at the top: there the same is shown at the bottom (`board.css`).
  const topRight = useCallback(
    (isMobile: boolean) => (isMobile ? null : <SavePill project={project} desk={desk} readOnly={readOnly} />),
    [project, desk, readOnly],
  );

  return (
    <div className="board" ref={room}>
      <Excalidraw
        excalidrawAPI={(given) => {
          api.current = given;
        }}
        onChange={change}
        {...(desk && { onPointerUpdate: desk.pointer })}
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
        <BoardMenu desk={desk} project={project} readOnly={readOnly} onSettings={openSettings} />
      </Excalidraw>
      <div className="easel-bottom">
        <SavePill project={project} desk={desk} readOnly={readOnly} />
        {!readOnly && <UndoButtons project={project} desk={desk} />}
      </div>
      <Title project={project} readOnly={readOnly} />
      <Banner project={project} />
      <div className="panels">
        <SetAsidePanel project={project} />
        <RefusedImages desk={desk} />
      </div>
      {note && <NoteCard key={note.at} note={note} onDone={() => setNote(undefined)} />}
      {settings && <SettingsDialog project={project} onClose={() => setSettings(false)} />}
      {!status.synced && <p className="opening">Opening the board…</p>}
    </div>
  );
}
