import { useState } from 'react';
import { boardPath, navigate, pastPath } from '../../common/route.ts';
import { useStored } from '../../common/useStored.ts';
import { t } from '../../words/history.ts';
import { moment } from '../past/times.ts';
import { ChangedList } from './ChangedList.tsx';
import type { HistoryController } from './HistoryController.ts';
import { NameForm } from './NameForm.tsx';
import { People } from './People.tsx';
import type { Shown } from './Preview.ts';
import { Scrubber } from './Scrubber.tsx';
import { useAct } from './useAct.ts';

interface Props {
  history: HistoryController;
  readOnly: boolean;
}

/** Over the canvas while it shows a past state: what that is, and what can be done with it. */
export function PreviewBanner({ history, readOnly }: Props) {
  const { shown, opening, problem } = useStored(history.preview.state);
  if (shown === undefined && opening === undefined && problem === undefined) return null;
  return (
    // Excalidraw takes keys wherever they are pressed on the page.
    <section
      className="preview"
      aria-label={t('history.preview')}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {opening !== undefined && <p role="status">{t('history.preview.reading')}</p>}
      {problem && (
        <p className="history-problem" role="alert">
          {t(shown === undefined ? 'history.preview.unshown' : 'history.preview.undone', { why: problem })}
        </p>
      )}
      {shown ? (
        <ShownState history={history} readOnly={readOnly} shown={shown} isOpening={opening !== undefined} />
      ) : (
        <button type="button" className="button" onClick={() => history.preview.leave()}>
          {t('common.close')}
        </button>
      )}
    </section>
  );
}

function ShownState({ history, readOnly, shown, isOpening }: Props & { shown: Shown; isOpening: boolean }) {
  const versions = useStored(history.versions);
  const version = versions.length > 0 ? history.versionAt(shown.seq) : undefined;
  const when = shown.at === undefined ? t('history.preview.first') : moment(shown.at, Date.now());
  return (
    <>
      <p className="preview-what">
        <span className="history-more">{t('history.preview.was')}</span>
        {version?.name && <strong dir="auto">{version.name}</strong>}
        <strong>{when}</strong>
        {shown.people.length > 0 && <People names={shown.people} />}
      </p>
      <p className="visually-hidden" role="status">
        {!shown.isPlaying && t('history.preview.told', { when })}
      </p>
      <Scrubber preview={history.preview} shown={shown} when={when} />
      <Acts
        history={history}
        readOnly={readOnly}
        shown={shown}
        isOpening={isOpening}
        name={version?.name ?? ''}
      />
      <ChangedList preview={history.preview} />
    </>
  );
}

function Acts({
  history,
  readOnly,
  shown,
  isOpening,
  name,
}: Props & { shown: Shown; isOpening: boolean; name: string }) {
  const act = useAct();
  const [naming, setNaming] = useState<number>();
  const [link, setLink] = useState<string>();
  const isBusy = act.isBusy || isOpening;
  const { selected, seq } = shown;
  const copyLink = async () => {
    const address = location.origin + pastPath(history.board.project.id, seq);
    try {
      await navigator.clipboard.writeText(address);
      history.board.say(t('history.preview.link.copied'));
    } catch {
      // Not allowed, or no page of a secure origin: the person copies it from the field.
      setLink(address);
    }
  };
  if (naming === seq) {
    return (
      <NameForm name={name} onName={(to) => history.name(seq, to)} onDone={() => setNaming(undefined)} />
    );
  }
  return (
    <>
      <p className="history-acts">
        {!readOnly && (
          <button
            type="button"
            className="button primary"
            disabled={isBusy}
            onClick={() => void act.run(() => history.restore())}
          >
            {t('history.preview.restore')}
          </button>
        )}
        {!readOnly && selected.size > 0 && (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => void act.run(() => history.restore(selected))}
          >
            {t('history.preview.restore.objects', { count: selected.size })}
          </button>
        )}
        {!readOnly && (
          <button type="button" className="button" disabled={isBusy} onClick={() => setNaming(seq)}>
            {t(name === '' ? 'history.name.this' : 'common.rename')}
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => void act.run(async () => navigate(boardPath(await history.fork(seq))))}
        >
          {t('history.preview.fork')}
        </button>
        <button type="button" className="button" onClick={() => void copyLink()}>
          {t('history.preview.link')}
        </button>
        <button type="button" className="button" onClick={() => history.preview.leave()}>
          {t('common.close')}
        </button>
      </p>
      {act.problem && (
        <p className="history-problem" role="alert">
          {act.problem}
        </p>
      )}
      {link && (
        <input
          className="preview-link"
          aria-label={t('history.preview.link')}
          readOnly
          value={link}
          ref={(field) => field?.select()}
        />
      )}
    </>
  );
}
