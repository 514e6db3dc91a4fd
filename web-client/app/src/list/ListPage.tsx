import type { ProjectRow } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { base } from '../common/base.ts';
import { failure } from '../common/failure.ts';
import { LanguagePicker } from '../common/LanguagePicker.tsx';
import { Link } from '../common/Link.tsx';
import { me } from '../common/me.ts';
import { Parts } from '../common/Parts.tsx';
import { boardPath, dashboardPath, navigate, trashPath } from '../common/route.ts';
import { SignedIn } from '../common/SignedIn.tsx';
import { SignIn } from '../common/SignIn.tsx';
import { ThemeSwitch } from '../common/ThemeSwitch.tsx';
import { UNTITLED } from '../common/untitled.ts';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/list.ts';
import { listOf } from './choices.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { KeptHere } from './KeptHere.tsx';
import { ListOf } from './ListOf.tsx';
import { Projects } from './Projects.tsx';
import { useProjects } from './useProjects.ts';
import './list.css';

export function ListPage() {
  const { list, state } = useProjects();
  const [creating, setCreating] = useState<string>();
  const [deleting, setDeleting] = useState<ProjectRow>();
  const trashed = useStored(list.trashed);
  useEffect(() => {
    document.title = 'Easel';
  }, []);
  const create = async () => {
    setCreating('');
    try {
      const { id } = await api.createProject(UNTITLED);
      navigate(boardPath(id));
    } catch (error) {
      setCreating(t('list.failed.create', { why: failure(error) }));
    }
  };
  const remove = (row: ProjectRow) => {
    if (list.hasTrash) void list.remove(row);
    else setDeleting(row);
  };
  const { rows } = state;
  const known = useStored(me);
  const of = useStored(listOf);
  const isShared = known?.open === false;
  if (state.isSignedOut) return <SignIn isHome />;
  const problem = creating || state.problem;
  const newProject = (
    <button type="button" className="button primary" onClick={create} disabled={creating === ''}>
      {t('list.new')}
    </button>
  );
  return (
    <div className="list-page">
      <header>
        <h1>
          <img src={`${base}easel.svg`} alt="" width="32" height="32" /> Easel
        </h1>
        <SignedIn />
        <ThemeSwitch />
        {newProject}
      </header>
      <main>
        {problem && (
          <p className="problem" role="alert">
            {problem}
            <button
              type="button"
              className="button"
              onClick={() => {
                void (creating ? create() : list.again());
              }}
            >
              {t('common.tryAgain')}
            </button>
          </p>
        )}
        {isShared && <ListOf />}
        {rows === undefined && !problem && <Waiting />}
        {rows?.length === 0 &&
          (isShared && of !== 'all' ? (
            <p className="list-none">{t(`list.of.${of}.none`)}</p>
          ) : (
            <Empty onCreate={create} />
          ))}
        {rows !== undefined && rows.length > 0 && <Projects list={list} rows={rows} onDelete={remove} />}
        <KeptHere rows={rows} isAway={state.problem !== undefined} />
      </main>
      <footer>
        <LanguagePicker />
        <Link to={trashPath}>{t('list.trash')}</Link>
        {(!isShared || known.operator) && <Link to={dashboardPath()}>{t('list.dashboard')}</Link>}
      </footer>
      <p className={trashed ? 'list-told' : undefined} role="status">
        {trashed && (
          <>
            <span>
              <Parts of={t.parts('list.trashed', { title: <bdi>{trashed.title}</bdi> })} />
            </span>
            <button type="button" className="button" onClick={() => void list.undelete(trashed)}>
              {t('common.undo')}
            </button>
            <button type="button" className="quiet" onClick={() => list.trashed.set(undefined)}>
              {t('common.close')}
            </button>
          </>
        )}
      </p>
      {deleting && (
        <DeleteDialog
          title={deleting.title}
          onCancel={() => setDeleting(undefined)}
          onDelete={() => {
            setDeleting(undefined);
            void list.remove(deleting);
          }}
        />
      )}
    </div>
  );
}

function Waiting() {
  return (
    <ul className="projects waiting" aria-busy="true" aria-label={t('list.loading')}>
      <li />
      <li />
      <li />
    </ul>
  );
}

function Empty({ onCreate }: { onCreate: () => void }) {
  return (
    <section className="empty">
      <img src={`${base}easel.svg`} alt="" width="96" height="96" />
      <h2>{t('list.empty.title')}</h2>
      <p>{t('list.empty.text')}</p>
      <button type="button" className="button primary" onClick={onCreate}>
        {t('list.empty.create')}
      </button>
    </section>
  );
}
