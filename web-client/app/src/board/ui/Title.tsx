import type { Project } from '@easel/sdk';
import { useState } from 'react';
import { api } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { Link } from '../../common/Link.tsx';
import { TitleField } from '../../common/TitleField.tsx';
import { useTitle } from '../state/useStatus.ts';

export function Title({ project, readOnly }: { project: Project; readOnly: boolean }) {
  const title = useTitle(project);
  const [renaming, setRenaming] = useState(false);
  const [problem, setProblem] = useState<string>();
  const rename = async (to: string | undefined) => {
    setRenaming(false);
    setProblem(undefined);
    if (to === undefined) return;
    try {
      await api.changeProject(project.id, { title: to });
    } catch (error) {
      setProblem(failure(error));
    }
  };
  return (
    <div className="board-title">
      <Link to="/" className="board-home">
        <img src="/easel.svg" alt="All projects" title="All projects" width="22" height="22" />
      </Link>
      {renaming ? (
        <TitleField title={title} onDone={(to) => void rename(to)} />
      ) : (
        <button
          type="button"
          className="board-name"
          title="Rename"
          disabled={readOnly}
          onClick={() => setRenaming(true)}
        >
          {title}
        </button>
      )}
      {problem && <span role="alert">{problem}</span>}
    </div>
  );
}
