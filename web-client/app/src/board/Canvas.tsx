import type { Project } from '@easel/sdk';
import { Excalidraw } from '@excalidraw/excalidraw';
import '@excalidraw/excalidraw/index.css';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { base } from '../common/base.ts';
import { markPage, useLanguage } from '../common/language.ts';
import { elementPath } from '../common/route.ts';
import { switchTheme, useTheme } from '../common/theme.ts';
import { useStored } from '../common/useStored.ts';
import { Value } from '../common/Value.ts';
import { t } from '../words/board.ts';
import { BoardController } from './controller/BoardController.ts';
import { DrawingGuard } from './controller/DrawingGuard.ts';
import { followLink, intercept } from './controller/intercept.ts';
import type { Note } from './controller/note.ts';
import type { Stage } from './controller/Stage.ts';
import { takePasted } from './controller/takePasted.ts';
import { HistoryDoor } from './HistoryDoor.tsx';
import { HelpDialog } from './help/HelpDialog.tsx';
import { ShareDoor } from './ShareDoor.tsx';
import type { OpenBoard } from './state/OpenBoard.ts';
import { useLibrary } from './state/useLibrary.ts';
import { useBoardSave, useLeaveGuard, useStatus, useTitle } from './state/useStatus.ts';
import { Banner } from './ui/Banner.tsx';
import { BoardHead } from './ui/BoardHead.tsx';
import { BoardMenu } from './ui/BoardMenu.tsx';
import { DrawingBoundary } from './ui/DrawingBoundary.tsx';
import { EditorLanguage } from './ui/EditorLanguage.tsx';
import { EditorWords } from './ui/EditorWords.tsx';
import { FormLink } from './ui/FormLink.tsx';
import { HistoryButton } from './ui/HistoryButton.tsx';
import { ImportDoor } from './ui/ImportDoor.tsx';
import { LostBoard, useIsLost } from './ui/LostBoard.tsx';
import { LostWordsPanel } from './ui/LostWordsPanel.tsx';
import { NameCard } from './ui/NameCard.tsx';
import { NoteCard } from './ui/NoteCard.tsx';
import { nameControls } from './ui/nameControls.ts';
import { OddObjects } from './ui/OddObjects.tsx';
import { Opening } from './ui/Opening.tsx';
import { OutlineDialog } from './ui/OutlineDialog.tsx';
import { RefusedImages } from './ui/RefusedImages.tsx';
import { roleNews } from './ui/roleNews.ts';
import { SavePill } from './ui/SavePill.tsx';
import { SetAsidePanel } from './ui/SetAsidePanel.tsx';
import { SettingsDialog } from './ui/SettingsDialog.tsx';
import { ShareButton } from './ui/ShareButton.tsx';
import { Title } from './ui/Title.tsx';
import { useNarrow } from './ui/useNarrow.ts';
import './ui/languages.ts';
import { UndoButtons } from './ui/UndoButtons.tsx';
import { WriterTags } from './ui/WriterTags.tsx';

const OPTIONS = {
  canvasActions: {
    loadScene: false,
    saveToActiveFile: false,
    clearCanvas: false,
    changeViewBackgroundColor: true,
    toggleTheme: true,
  },
} as const;

const NO_STAGE = new Value<Stage | undefined>(undefined);

/** An object or a group of objects that the board moves to. */
export interface Target {
  readonly id: string;
}

interface Props {
  project: Project;
  words: OpenBoard['words'];
  images: OpenBoard['images'];
  viewOnly: boolean;
  /** The past state that is shown first. */
  seq: number | undefined;
  /** What a link leads to; another object at each link that is followed. */
  target: Target | undefined;
}

export default function Canvas({ project, words, images, viewOnly, seq, target }: Props) {
  const theme = useTheme();
  const { code } = useLanguage();
  const status = useStatus(project);
  const title = useTitle(project);
  const isNarrow = useNarrow();
  const [made, setMade] = useState<{ readonly board: BoardController; readonly attempt: number }>();
  const [settings, setSettings] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [help, setHelp] = useState(false);
  const [outline, setOutline] = useState(false);
  /** Whether the person has chosen to look only. */
  const [isLookChosen, setLookChosen] = useState(false);
  const [history, setHistory] = useState(seq !== undefined);
  const [note, setNote] = useState<Note>();
  const [selected, setSelected] = useState<string>();
  const container = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const canvas = useRef<ExcalidrawImperativeAPI>(undefined);
  const [editor, setEditor] = useState<ExcalidrawImperativeAPI | null>(null);
  const [guard] = useState(() => new DrawingGuard());
  const [, drawAnew] = useReducer((times: number) => times + 1, 0);
  const attempt = useStored(guard.attempt);
  const failure = useStored(guard.failure);
  // After a failure of Excalidraw there is a new canvas, and a new board for it.
  const board = made?.attempt === attempt ? made.board : undefined;
  useLeaveGuard(useBoardSave(project, images));
  if (failure !== undefined) throw failure.reason;
  const readOnly = status.readOnly || status.kind === 'closed';
  const isGone = useIsLost(project);
  const isStaged = useStored(board?.stage ?? NO_STAGE) !== undefined;
  const isLookedAt = readOnly || isLookChosen;
  const isLooking = isLookedAt || isStaged;

  useEffect(() => {
    document.title = title === '' ? 'Easel' : `${title} · Easel`;
  }, [title]);
  // Excalidraw makes its language that of the page.
  useEffect(() => markPage, []);
  const toggleLook = useCallback(() => {
    if (readOnly) return;
    setLookChosen(!isLookChosen);
    if (isLookChosen) board?.say(t('board.look.ended'));
    else {
      const act = { label: t('board.look.end'), run: () => setLookChosen(false) };
      board?.say(t('board.look.begun'), 8_000, act);
    }
  }, [board, readOnly, isLookChosen]);
  const chooseFiles = useCallback(() => picker.current?.click(), []);
  // In the layout phase: before Excalidraw empties its canvas, and while the project still takes edits.
  useLayoutEffect(() => () => board?.close(), [board]);
  useEffect(() => {
    if (container.current === null) return undefined;
    return intercept(container.current, { board, isLooking, toggleLook, switchTheme, chooseFiles });
  }, [board, isLooking, toggleLook, chooseFiles]);
  useEffect(() => (container.current === null ? undefined : nameControls(container.current)), []);
  useLayoutEffect(() => board?.lookAt(isLookedAt), [board, isLookedAt]);
  const lastReadOnly = useRef<boolean>(undefined);
  useEffect(() => {
    if (!status.synced || board === undefined) return;
    const news = roleNews(lastReadOnly.current, status.readOnly);
    lastReadOnly.current = status.readOnly;
    if (news !== undefined) board.say(news, 8_000);
  }, [board, status.synced, status.readOnly]);
  useEffect(() => {
    if (target !== undefined) board?.goTo(target.id);
  }, [board, target]);

  useEffect(() => {
    if (board !== undefined) guard.begun(board);
    return () => guard.close();
  }, [board, guard]);

  // Excalidraw empties its canvas when it starts, and reports its first change after that.
  const change = useCallback<NonNullable<Parameters<typeof Excalidraw>[0]['onChange']>>(
    (elements, state, files) => {
      const [one, ...more] = Object.keys(state.selectedElementIds);
      setSelected(one !== undefined && more.length === 0 && project.objects.has(one) ? one : undefined);
      if (state.openDialog?.name === 'help') {
        canvas.current?.updateScene({ appState: { openDialog: null } });
        setHelp(true);
      }
      if (board !== undefined) board.changed(elements, state, files);
      else if (canvas.current !== undefined)
        setMade((old) =>
          old?.attempt === attempt
            ? old
            : {
                attempt,
                board: new BoardController(project, words, images, canvas.current as never, setNote, guard),
              },
        );
    },
    [board, project, words, images, guard, attempt],
  );
  const openOutline = useCallback(() => setOutline(true), []);
  const openSettings = useCallback(() => setSettings(true), []);
  const share = useCallback(() => setSharing(true), []);
  const toggleHistory = useCallback(() => setHistory((open) => !open), []);
  const linkTo = useCallback(
    (id: string) => location.origin + elementPath(project.id, id, viewOnly),
    [project, viewOnly],
  );
  const beside = useMemo(
    () => (
      <>
        <SavePill project={project} board={board} readOnly={readOnly} />
        {!isGone && <HistoryButton open={history} onToggle={toggleHistory} />}
        {!isGone && <ShareButton onShare={share} />}
      </>
    ),
    [project, board, readOnly, isGone, history, toggleHistory, share],
  );
  const topRight = useCallback(() => (isNarrow ? null : beside), [isNarrow, beside]);
  const libraryNotKept = useCallback(() => board?.say(t('board.noLibrary'), 8_000), [board]);
  useLibrary(editor, libraryNotKept);
  const say = useCallback<BoardController['say']>((...note) => board?.say(...note), [board]);

  return (
    <div className={`board${isNarrow ? ' is-narrow' : ''}`} ref={container}>
      <BoardHead>
        <Title project={project} readOnly={isLookedAt} say={say} />
        <button type="button" className="button outline-link" onClick={openOutline}>
          {t('board.outline')}
        </button>
        {isNarrow && !isLooking && <UndoButtons project={project} board={board} />}
        {isNarrow && beside}
      </BoardHead>
      <main className="board-main" aria-label={t('board.canvas')} translate="no">
        <DrawingBoundary key={attempt} onFailed={(reason) => guard.failed(board, reason)}>
          <Excalidraw
            {...(guard.view && { initialData: { appState: guard.view } })}
            excalidrawAPI={(given) => {
              canvas.current = given;
              setEditor(given);
            }}
            onChange={change}
            {...(board && { onPointerUpdate: board.pointer })}
            generateLinkForSelection={linkTo}
            libraryReturnUrl={location.origin + base}
            onLinkOpen={followLink}
            onPaste={(pasted) => takePasted(pasted, say)}
            renderTopRightUI={topRight}
            viewModeEnabled={isLooking || !status.shown}
            isCollaborating
            theme={theme}
            langCode={code}
            name={title}
            UIOptions={OPTIONS}
            aiEnabled={false}
            validateEmbeddable={false}
            handleKeyboardGlobally
          >
            <EditorLanguage onLoaded={drawAnew} />
            <EditorWords editor={editor} />
            <BoardMenu
              board={board}
              project={project}
              readOnly={isLooking}
              hasUndo={!isLooking && !isNarrow}
              picker={picker}
              onChoose={chooseFiles}
              look={readOnly ? undefined : isLookChosen}
              onLook={toggleLook}
              onOutline={openOutline}
              onSettings={openSettings}
            />
            {outline && (
              <OutlineDialog
                project={project}
                onGo={(to) => {
                  setOutline(false);
                  board?.goTo(to);
                }}
                onClose={() => setOutline(false)}
              />
            )}
            {help && <HelpDialog onClose={() => setHelp(false)} />}
          </Excalidraw>
        </DrawingBoundary>
      </main>
      {!isStaged && <FormLink project={project.id} selected={selected} viewOnly={isLookedAt} />}
      {!isStaged && <WriterTags board={board} />}
      <Banner project={project} images={board?.images} />
      <div className="panels">
        <SetAsidePanel project={project} board={board} />
        <LostWordsPanel lost={words.lost} />
        <RefusedImages board={board} />
        <OddObjects board={board} readOnly={isLooking} />
      </div>
      {history && board && status.synced && !isGone && (
        <HistoryDoor board={board} readOnly={isLookedAt} seq={seq} onClose={toggleHistory} />
      )}
      {board && <ImportDoor imports={board.imports} />}
      {note && (
        <NoteCard
          key={note.at}
          note={note}
          onDone={() => setNote((shown) => (shown === note ? undefined : shown))}
        />
      )}
      {status.synced && <NameCard />}
      {sharing && board && (
        <ShareDoor
          board={board}
          onClose={() => setSharing(false)}
          onSettings={() => {
            setSharing(false);
            setSettings(true);
          }}
        />
      )}
      {settings && <SettingsDialog project={project} onClose={() => setSettings(false)} />}
      <LostBoard project={project} board={board} />
      <Opening project={project} />
    </div>
  );
}
