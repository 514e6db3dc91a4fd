import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { leavePast } from '../../common/route.ts';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { objectInWords } from '../past/words.ts';
import { useStatus } from '../state/useStatus.ts';
import { DeletedList } from './DeletedList.tsx';
import { EntryList } from './EntryList.tsx';
import { HistoryController } from './HistoryController.ts';
import { ObjectHistory } from './ObjectHistory.tsx';
import { Outlines } from './Outlines.tsx';
import { PreviewBanner } from './PreviewBanner.tsx';
import { usePicking } from './usePicking.ts';
import { type SelectedObject, useSelected } from './useSelected.ts';
import './history.css';

interface Props {
  board: BoardController;
  readOnly: boolean;
  /** The past state that is shown first. */
  seq: number | undefined;
  onClose: () => void;
}

const TABS = ['changes', 'deleted'] as const;
type Tab = (typeof TABS)[number];

/** What happened on the board, beside it; and the board as it was, on its canvas. */
export default function HistoryPanel({ board, readOnly, seq, onClose }: Props) {
  const [history] = useState(() => new HistoryController(board));
  const [tab, setTab] = useState<Tab>('changes');
  const [object, setObject] = useState<SelectedObject>();
  const isStaged = useStored(board.stage) !== undefined;
  usePicking(history, isStaged);
  useEffect(() => history.watch(), [history]);
  useEffect(() => () => history.preview.leave(), [history]);
  useEffect(() => {
    if (seq !== undefined) void history.preview.open(seq);
  }, [history, seq]);
  useEffect(() => (isStaged ? () => leavePast(board.project.id) : undefined), [board, isStaged]);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const key = (event: KeyboardEvent) => {
    // Excalidraw takes keys wherever they are pressed on the page.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
  };
  return (
    <>
      <Outlines history={history} />
      <PreviewBanner history={history} readOnly={readOnly} />
      <aside className="history" aria-label={t('board.history')} ref={panel} tabIndex={-1} onKeyDown={key}>
        <header>
          <h2>{t('board.history')}</h2>
          <button type="button" className="quiet icon" aria-label={t('history.close')} onClick={onClose}>
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" className="stroke">
              <path d="M5 5l10 10M15 5L5 15" />
            </svg>
          </button>
        </header>
        <Unreachable board={board} />
        {object === undefined ? (
          <>
            <Selected history={history} onAsk={setObject} />
            <Tabs tab={tab} onTab={setTab} />
            <div role="tabpanel" aria-labelledby={`history-${tab}`}>
              {tab === 'changes' ? (
                <EntryList history={history} readOnly={readOnly} />
              ) : (
                <DeletedList history={history} readOnly={readOnly} />
              )}
            </div>
          </>
        ) : (
          <ObjectHistory history={history} object={object} onBack={() => setObject(undefined)} />
        )}
      </aside>
    </>
  );
}

function Unreachable({ board }: { board: BoardController }) {
  const { kind, away } = useStatus(board.project);
  if (kind === 'live' || !away) return null;
  return (
    <p className="history-quiet" role="status">
      {t('history.away')}
    </p>
  );
}

function Selected({
  history,
  onAsk,
}: {
  history: HistoryController;
  onAsk: (object: SelectedObject) => void;
}) {
  const selected = useSelected(history);
  if (selected === undefined) return null;
  return (
    <p className="history-selected">
      <span dir="auto">{objectInWords(selected.props)}</span>
      <button type="button" className="button" onClick={() => onAsk(selected)}>
        {t('history.who')}
      </button>
    </p>
  );
}

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const next = TABS[(TABS.indexOf(tab) + 1) % TABS.length] as Tab;
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#history-${next}`)?.focus();
  };
  return (
    <div className="history-tabs" role="tablist" aria-label={t('history.lists')} ref={list} onKeyDown={key}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`history-${name}`}
          aria-selected={name === tab}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => onTab(name)}
        >
          {t(`history.${name}`)}
        </button>
      ))}
    </div>
  );
}
