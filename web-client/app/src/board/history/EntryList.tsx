import type { Version } from '@easel/sdk';
import { useState, useSyncExternalStore } from 'react';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import { endInWords, type MarkedEntry, namesOf, type Section, sectionsOf, seqOf } from '../past/sections.ts';
import { dayInWords, timesOfDay } from '../past/times.ts';
import { namedInWords } from '../past/words.ts';
import type { HistoryController } from './HistoryController.ts';
import { ListFrame } from './ListFrame.tsx';
import { NameForm } from './NameForm.tsx';
import { People } from './People.tsx';
import { TakeBack } from './TakeBack.tsx';

interface Props {
  history: HistoryController;
  readOnly: boolean;
}

/** What happened on the board, newest first. A click shows how it was. */
export function EntryList({ history, readOnly }: Props) {
  const { items, hasMore } = useStored(history.entries.list);
  const versions = useStored(history.versions);
  const [naming, setNaming] = useState(false);
  const head = items?.[0]?.to;
  return (
    <>
      {!readOnly && head !== undefined && !naming && (
        <button type="button" className="button history-name" onClick={() => setNaming(true)}>
          {t('history.name.now')}
        </button>
      )}
      {naming && head !== undefined && (
        <NameForm
          name={history.versionAt(head)?.name ?? ''}
          onName={(name) => history.nameNow(name)}
          onDone={() => setNaming(false)}
        />
      )}
      <ListFrame pages={history.entries} empty={t('history.empty')} end={endInWords(items ?? [])}>
        {sectionsOf(items ?? [], versions, hasMore).map((section) => (
          <SectionItems
            key={section.version?.id ?? 'now'}
            section={section}
            history={history}
            readOnly={readOnly}
          />
        ))}
      </ListFrame>
    </>
  );
}

function SectionItems({ section, history, readOnly }: Props & { section: Section }) {
  const { version, days, events, authors } = section;
  const [open, setOpen] = useState(version === undefined);
  const entries = days.map(({ at, entries }) => (
    <section key={at} className="history-day">
      <h3>{dayInWords(at, Date.now())}</h3>
      <ul>
        {entries.map((marked) => (
          <EntryItem key={marked.entry.from} marked={marked} history={history} readOnly={readOnly} />
        ))}
      </ul>
    </section>
  ));
  if (version === undefined) return entries;
  return (
    <section className="history-version">
      <VersionItem version={version} history={history} readOnly={readOnly} />
      {days.length > 0 && (
        <button type="button" className="history-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="history-fold-mark" aria-hidden="true" />
          {t('board.changes', { count: events })} · <People names={authors} />
        </button>
      )}
      {open && entries}
    </section>
  );
}

function VersionItem({ version, history, readOnly }: Props & { version: Version }) {
  const [renaming, setRenaming] = useState(false);
  const seq = seqOf(version);
  const isShown = useIsShown(history, seq, seq);
  if (renaming) {
    return (
      <NameForm
        name={version.name ?? ''}
        onName={(name) => history.name(seq, name)}
        onDone={() => setRenaming(false)}
      />
    );
  }
  return (
    <div className="history-named">
      <button
        type="button"
        className="history-entry"
        aria-current={isShown ? 'true' : undefined}
        onClick={() => void history.preview.open(seq)}
      >
        <strong dir="auto">{version.name}</strong>
        <span className="history-more">{namedInWords(version, Date.now())}</span>
      </button>
      {!readOnly && (
        <button
          type="button"
          className="quiet"
          aria-label={t('common.rename.one', { title: version.name ?? '' })}
          onClick={() => setRenaming(true)}
        >
          {t('common.rename')}
        </button>
      )}
    </div>
  );
}

function EntryItem({ marked: { entry, isMarked }, history, readOnly }: Props & { marked: MarkedEntry }) {
  const isShown = useIsShown(history, entry.from, entry.to);
  return (
    <li>
      <button
        type="button"
        className="history-entry"
        aria-current={isShown ? 'true' : undefined}
        onClick={() => void history.preview.open(entry.to, entry)}
      >
        <span className="history-times">{timesOfDay(entry.began, entry.ended)}</span>
        <span className="history-more">
          <People names={namesOf([entry])} /> · {t('board.changes', { count: entry.events })}
        </span>
        {isMarked && <span className="history-mark">{t('history.marked')}</span>}
      </button>
      {isShown && !readOnly && <TakeBack history={history} entry={entry} />}
    </li>
  );
}

/** Told only when it becomes another answer, and not at each moment that is shown. */
function useIsShown({ preview: { state } }: HistoryController, from: number, to: number): boolean {
  return useSyncExternalStore(state.subscribe, () => {
    const { opening, shown } = state.get();
    const seq = opening ?? shown?.seq;
    return seq !== undefined && seq >= from && seq <= to;
  });
}
