import { useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { failure } from '../common/failure.ts';
import { boardPath, navigate } from '../common/route.ts';
import { ThemeSwitch } from '../common/ThemeSwitch.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { ProjectItem } from './ProjectItem.tsx';
import { useProjects } from './useProjects.ts';
import './list.css';

type Row = NonNullable<ReturnType<typeof useProjects>['rows']>[number];

export function ListPage() {
  const projects = useProjects();
  const [creating, setCreating] = useState<string>();
  const [deleting, setDeleting] = useState<Row>();
  useEffect(() => {
    document.title = 'Easel';
  }, []);
  const create = async () => {
    setCreating('');
    try {
      const { id } = await api.createProject('Untitled');
      navigate(boardPath(id));
    } catch (error) {
      setCreating(`The project could not be created. ${failure(error)}`);
    }
  };
  const { rows } = projects;
  const problem = creating || projects.problem;
  const newProject = (
    <button type="button" className="button primary" onClick={create} disabled={creating === ''}>
      New project
    </button>
  );
  return (
    <div className="list-page">
      <header>
        <h1>
          <img src="/easel.svg" alt="" width="32" height="32" /> Easel
        </h1>
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
                setCreating(undefined);
                void projects.reload();
              }}
            >
              Try again
            </button>
          </p>
        )}
        {rows === undefined && !problem && <Waiting />}
        {rows?.length === 0 && <Empty onCreate={create} />}
        {rows !== undefined && rows.length > 0 && (
          <ul className="projects" aria-label="Projects">
            {rows.map((row) => (
              <ProjectItem
                key={row.id}
                row={row}
                now={Date.now()}
                onRename={(title) => void projects.rename(row.id, title)}
                onDelete={() => setDeleting(row)}
              />
            ))}
          </ul>
        )}
      </main>
      {deleting && (
        <DeleteDialog
          title={deleting.title}
          onCancel={() => setDeleting(undefined)}
          onDelete={() => {
            setDeleting(undefined);
            void projects.remove(deleting.id);
          }}
        />
      )}
    </div>
  );
}

function Waiting() {
  return (
    <ul className="projects waiting" aria-busy="true" aria-label="Loading the projects">
      <li />
      <li />
      <li />
    </ul>
  );
}

function Empty({ onCreate }: { onCreate: () => void }) {
  return (
    <section className="empty">
      <img src="/easel.svg" alt="" width="96" height="96" />
      <h2>A blank canvas</h2>
      <p>There are no projects yet. Create one, and send its address to the people you want to draw with.</p>
      <button type="button" className="button primary" onClick={onCreate}>
        Create the first project
      </button>
    </section>
  );
}
