import type { ProjectRow } from '@easel/sdk';
import { useState } from 'react';
import { ownName } from '../common/person.ts';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/list.ts';
import { arranged } from './arrange.ts';
import { listOrder, stars, toggleStar } from './choices.ts';
import { ListTools } from './ListTools.tsx';
import { ProjectItem } from './ProjectItem.tsx';
import type { ProjectList } from './ProjectList.ts';

/** Projects that are drawn at first, and more each time somebody asks for more. */
const PAGE = 200;
/** Characters of a title that a copy takes over; with what stands before it the server takes it. */
const LONGEST_COPIED = 170;

interface Props {
  list: ProjectList;
  rows: readonly ProjectRow[];
  onDelete: (row: ProjectRow) => void;
}

/** The projects, as far as they are looked for, in the order that the person has chosen. */
export function Projects({ list, rows, onDelete }: Props) {
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(PAGE);
  const order = useStored(listOrder);
  const starred = new Set(useStored(stars));
  const found = arranged(rows, { search, order, starred });
  const duplicate = ({ id, title }: ProjectRow) => {
    const copied = t('list.duplicate.title', { title: [...title].slice(0, LONGEST_COPIED).join('') });
    void list.duplicate(id, copied, ownName());
  };
  return (
    <>
      <ListTools search={search} onSearch={setSearch} />
      {found.length === 0 && (
        <p className="list-none" role="status">
          {t('list.none', { search })}
        </p>
      )}
      {found.length > 0 && (
        <ul className="projects" aria-label={t('list.name')}>
          {found.slice(0, most).map((row) => (
            <ProjectItem
              key={row.id}
              row={row}
              now={Date.now()}
              isStarred={starred.has(row.id)}
              onStar={() => toggleStar(row.id)}
              onRename={(title) => void list.rename(row.id, title)}
              onDuplicate={() => duplicate(row)}
              onDelete={() => onDelete(row)}
              onLeave={() => void list.leave(row.id)}
            />
          ))}
        </ul>
      )}
      {found.length > most && (
        <button type="button" className="button list-more" onClick={() => setMost(most + PAGE)}>
          {t('list.more')}
        </button>
      )}
    </>
  );
}
