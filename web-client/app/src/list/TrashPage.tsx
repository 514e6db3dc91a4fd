import type { TrashedProject } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { Link } from '../common/Link.tsx';
import { Parts } from '../common/Parts.tsx';
import { boardPath, listPath } from '../common/route.ts';
import { SignIn } from '../common/SignIn.tsx';
import { ThemeSwitch } from '../common/ThemeSwitch.tsx';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/trash.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { TrashList } from './TrashList.ts';
import { ago, exactly, until } from './time.ts';
import './list.css';

/** The projects that were deleted, to be restored or to be deleted for good. */
export default function TrashPage() {
  const [trash] = useState(() => new TrashList(api));
  const { rows, next, restored, problem, isSignedOut } = useStored(trash.state);
  const [deleting, setDeleting] = useState<TrashedProject>();
  useEffect(() => {
    document.title = `${t('list.trash')} · Easel`;
    void trash.more();
  }, [trash]);
  if (isSignedOut) return <SignIn />;
  return (
    <div className="list-page">
      <header>
        <h1>{t('list.trash')}</h1>
        <ThemeSwitch />
        <Link to={listPath} className="button">
          {t('common.allProjects')}
        </Link>
      </header>
      <main>
        <p className="trash-text">{t('trash.text')}</p>
        {problem && (
          <p className="problem" role="alert">
            {problem}
            <button type="button" className="button" onClick={() => void trash.again()}>
              {t('common.tryAgain')}
            </button>
          </p>
        )}
        {rows === undefined && !problem && (
          <ul className="projects waiting" aria-busy="true" aria-label={t('trash.loading')}>
            <li />
          </ul>
        )}
        {rows?.length === 0 && <p className="list-none">{t('trash.empty')}</p>}
        {rows !== undefined && rows.length > 0 && (
          <ul className="projects trashed" aria-label={t('list.trash')}>
            {rows.map((row) => (
              <Trashed
                key={row.id}
                row={row}
                now={Date.now()}
                onRestore={() => void trash.restore(row)}
                onDelete={() => setDeleting(row)}
              />
            ))}
          </ul>
        )}
        {next !== null && (
          <button type="button" className="button list-more" onClick={() => void trash.more()}>
            {t('list.more')}
          </button>
        )}
      </main>
      <p className={restored ? 'list-told' : undefined} role="status">
        {restored && (
          <>
            <span>
              <Parts of={t.parts('trash.restored', { title: <bdi>{restored.title}</bdi> })} />
            </span>
            <Link to={boardPath(restored.id)} className="button">
              {t('trash.open')}
            </Link>
          </>
        )}
      </p>
      {deleting && (
        <DeleteDialog
          title={deleting.title}
          onCancel={() => setDeleting(undefined)}
          onDelete={() => {
            setDeleting(undefined);
            void trash.remove(deleting);
          }}
        />
      )}
    </div>
  );
}

interface Props {
  row: TrashedProject;
  now: number;
  onRestore: () => void;
  onDelete: () => void;
}

function Trashed({ row: { title, deletedAt, purgeAt }, now, onRestore, onDelete }: Props) {
  return (
    <li className="project">
      <span className="trashed-what">
        <bdi className="project-title">{title}</bdi>
        <span className="trashed-times">
          <time dateTime={new Date(deletedAt).toISOString()} title={exactly(deletedAt)}>
            {t('trash.deleted', { when: ago(deletedAt, now) })}
          </time>
          <time dateTime={new Date(purgeAt).toISOString()} title={exactly(purgeAt)}>
            {purgeAt > now ? t('trash.purge', { when: until(purgeAt, now) }) : t('trash.purge.soon')}
          </time>
        </span>
      </span>
      <span className="project-acts">
        <button
          type="button"
          className="quiet"
          onClick={onRestore}
          aria-label={t('trash.restore.one', { title })}
        >
          {t('trash.restore')}
        </button>
        <button
          type="button"
          className="quiet danger"
          onClick={onDelete}
          aria-label={t('trash.delete.one', { title })}
        >
          {t('trash.delete')}
        </button>
      </span>
    </li>
  );
}
