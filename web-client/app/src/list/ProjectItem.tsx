import type { ProjectRow } from '@easel/sdk';
import { useState } from 'react';
import { Link } from '../common/Link.tsx';
import { boardPath } from '../common/route.ts';
import { TitleField } from '../common/TitleField.tsx';
import { ago } from './time.ts';

interface Props {
  row: ProjectRow;
  now: number;
  onRename: (title: string) => void;
  onDelete: () => void;
}

export function ProjectItem({ row, now, onRename, onDelete }: Props) {
  const [renaming, setRenaming] = useState(false);
  return (
    <li className="project">
      {renaming ? (
        <TitleField
          title={row.title}
          onDone={(title) => {
            setRenaming(false);
            if (title !== undefined) onRename(title);
          }}
        />
      ) : (
        <Link to={boardPath(row.id)} className="project-title">
          {row.title}
        </Link>
      )}
      <time dateTime={new Date(row.updatedAt).toISOString()} title={new Date(row.updatedAt).toLocaleString()}>
        {ago(row.updatedAt, now)}
      </time>
      <span className="project-acts">
        <button
          type="button"
          className="quiet"
          onClick={() => setRenaming(true)}
          aria-label={`Rename ${row.title}`}
        >
          Rename
        </button>
        <button type="button" className="quiet danger" onClick={onDelete} aria-label={`Delete ${row.title}`}>
          Delete
        </button>
      </span>
    </li>
  );
}
