import type { ProjectRow } from '@easel/sdk';
import { useState } from 'react';
import { api } from '../common/api.ts';
import { Link } from '../common/Link.tsx';
import { boardPath } from '../common/route.ts';
import { TitleField } from '../common/TitleField.tsx';
import { unsent } from '../common/unsent.ts';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/list.ts';
import { UnsentMark } from './KeptHere.tsx';
import { ago, exactly } from './time.ts';

interface Props {
  row: ProjectRow;
  now: number;
  isStarred: boolean;
  onStar: () => void;
  onRename: (title: string) => void;
  onDuplicate: () => void;
  onDelete: () => void;
  /** The project is not to be among the person's any longer. */
  onLeave: () => void;
}

export function ProjectItem({
  row,
  now,
  isStarred,
  onStar,
  onRename,
  onDuplicate,
  onDelete,
  onLeave,
}: Props) {
  const [renaming, setRenaming] = useState(false);
  // Where nobody signs in, everybody is an owner, and nothing is said of it.
  const { role = 'owner' } = row;
  const isUnsent = useStored(unsent).has(row.id);
  return (
    <li className="project">
      <ProjectPicture row={row} />
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
          <bdi>{row.title}</bdi>
        </Link>
      )}
      {role !== 'owner' && <span className="project-role">{t(`common.role.${role}`)}</span>}
      {isUnsent && <UnsentMark />}
      <time dateTime={new Date(row.updatedAt).toISOString()} title={exactly(row.updatedAt)}>
        {ago(row.updatedAt, now)}
      </time>
      <span className="project-acts">
        <button
          type="button"
          className="quiet project-star"
          aria-pressed={isStarred}
          aria-label={t('list.star', { title: row.title })}
          title={t('list.star', { title: row.title })}
          onClick={onStar}
        >
          <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" className="stroke">
            <path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z" />
          </svg>
        </button>
        {role !== 'viewer' && (
          <button
            type="button"
            className="quiet"
            onClick={() => setRenaming(true)}
            aria-label={t('common.rename.one', { title: row.title })}
          >
            {t('common.rename')}
          </button>
        )}
        <button
          type="button"
          className="quiet"
          onClick={onDuplicate}
          aria-label={t('list.duplicate.one', { title: row.title })}
        >
          {t('list.duplicate')}
        </button>
        {role === 'owner' ? (
          <button
            type="button"
            className="quiet danger"
            onClick={onDelete}
            aria-label={t('list.delete.one', { title: row.title })}
          >
            {t('common.delete')}
          </button>
        ) : (
          <button
            type="button"
            className="quiet danger"
            onClick={onLeave}
            aria-label={t('list.leave.one', { title: row.title })}
          >
            {t('list.leave')}
          </button>
        )}
      </span>
    </li>
  );
}

/** What the board looked like when somebody left it. */
function ProjectPicture({ row: { id, picture } }: { row: ProjectRow }) {
  if (typeof picture !== 'string') return <span className="project-picture" />;
  return (
    <img
      className="project-picture"
      src={api.pictureUrl(id, picture)}
      alt=""
      loading="lazy"
      decoding="async"
    />
  );
}
