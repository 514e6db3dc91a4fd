import type { ReactNode } from 'react';
import { Link } from '../../common/Link.tsx';
import { Parts } from '../../common/Parts.tsx';
import { boardPath } from '../../common/route.ts';
import { t } from '../../words/dashboard.ts';
import { clock, told } from '../model/format.ts';
import type { Known } from '../model/hour.ts';
import { nameOf } from '../model/instances.ts';
import { failingOf, hotOf, largeOf, type On, titleOf } from '../model/projects.ts';

interface Props {
  instances: readonly Known[];
  at: number;
}

/** The projects that stand out. */
export function ProjectLists({ instances, at }: Props) {
  const where = (on: Known) => (instances.length > 1 ? ` · ${nameOf(on.report, instances)}` : '');
  return (
    <>
      <List
        name={t('dashboard.failing')}
        none={t('dashboard.failing.none')}
        of={failingOf(instances)}
        tell={({ what, reason, since, saved, on }) => (
          <>
            <Parts
              of={t.parts('dashboard.failing.told', {
                what: (
                  <b className={what === 'journal' ? 'bad' : 'late'}>{t(`dashboard.failing.what.${what}`)}</b>
                ),
                since: t('dashboard.since', { time: clock(since, at) }),
                why: reason === '' ? '' : t('dashboard.why', { why: reason }),
                saved:
                  saved === null
                    ? t('dashboard.failing.unsaved')
                    : t('dashboard.failing.saved', { time: clock(saved, at) }),
              })}
            />
            {where(on)}
          </>
        )}
      />
      <List
        name={t('dashboard.hot')}
        none={t('dashboard.hot.none')}
        of={hotOf(instances)}
        tell={({ sessions, edits, on }) =>
          t('dashboard.hot.told', {
            edits: t('dashboard.edits', { count: edits }),
            people: t('dashboard.people', { count: sessions }),
          }) + where(on)
        }
      />
      <List
        name={t('dashboard.large')}
        none={t('dashboard.large.none')}
        of={largeOf(instances)}
        tell={({ objects, bytes, on }) =>
          t('dashboard.large.told', {
            bytes: told(bytes, 'bytes'),
            objects: t('dashboard.objects', { count: objects }),
          }) + where(on)
        }
      />
    </>
  );
}

interface ListProps<T> {
  name: string;
  none: string;
  of: readonly On<T>[];
  tell: (project: On<T>) => ReactNode;
}

function List<T extends { readonly project: string; readonly title: string | null }>({
  name,
  none,
  of,
  tell,
}: ListProps<T>) {
  return (
    <section className="panel" aria-label={name}>
      <h2>{name}</h2>
      {of.length === 0 ? (
        <p className="none">{none}</p>
      ) : (
        <ul>
          {of.map((project) => (
            <li key={project.project}>
              <Link to={boardPath(project.project)}>
                <bdi>{titleOf(project)}</bdi>
              </Link>
              <small>{tell(project)}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
