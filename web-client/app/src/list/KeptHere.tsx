import type { Picture, ProjectRow } from '@easel/sdk';
import { useEffect, useState } from 'react';
import { api } from '../common/api.ts';
import { Link } from '../common/Link.tsx';
import { boardPath } from '../common/route.ts';
import { unsent } from '../common/unsent.ts';
import { useStored } from '../common/useStored.ts';
import { t } from '../words/list.ts';

interface Props {
  /** What the server has; undefined where it has not told. */
  rows: readonly ProjectRow[] | undefined;
  /** Whether the server could not be asked. */
  isAway: boolean;
}

/** Boards of which something is in this browser that the list of the server does not show. */
export function KeptHere({ rows, isAway }: Props) {
  const left = useStored(unsent);
  const pictures = usePictures(isAway || [...left.values()].some(({ isGone }) => isGone));
  const known = new Set(rows?.map(({ id }) => id));
  const gone = [...left].filter(([id, { isGone }]) => isGone && !known.has(id)).map(([id]) => id);
  const titles = new Map(pictures.map(({ project, title }) => [project, title]));
  const here = new Set([...left.keys(), ...titles.keys()]);
  const away = isAway && rows === undefined ? [...here].filter((id) => !gone.includes(id)) : [];
  return (
    <>
      <Boards ids={away} name={t('list.kept')} titles={titles} />
      <Boards ids={gone} name={t('list.gone')} titles={titles} />
    </>
  );
}

function Boards(props: { ids: readonly string[]; name: string; titles: ReadonlyMap<string, string> }) {
  const left = useStored(unsent);
  const { ids, name, titles } = props;
  if (ids.length === 0) return null;
  return (
    <section className="kept-here">
      <h2>{name}</h2>
      <ul className="projects" aria-label={name}>
        {ids.map((id) => (
          <li key={id} className="project">
            <Link to={boardPath(id)} className="project-title">
              <bdi>{titles.get(id) || t('list.kept.unnamed')}</bdi>
            </Link>
            {left.has(id) && <UnsentMark />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Says that something of a board is in this browser only. */
export function UnsentMark() {
  return (
    <span className="project-unsent" title={t('list.unsent.more')}>
      {t('list.unsent')}
    </span>
  );
}

/** What this browser has kept of boards; their code is loaded when it is asked for. */
function usePictures(isAsked: boolean): readonly Picture[] {
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  useEffect(() => {
    if (!isAsked) return;
    const read = async () => (await import('@easel/sdk')).keptPictures(api);
    read().then(setPictures, () => undefined);
  }, [isAsked]);
  return pictures;
}
