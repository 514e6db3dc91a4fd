import { Link } from '../../common/Link.tsx';
import { boardPath } from '../../common/route.ts';
import { t } from '../../words/dashboard.ts';
import type { Happened } from '../model/changes.ts';
import { clock } from '../model/format.ts';
import type { Known } from '../model/hour.ts';
import { nameOf } from '../model/instances.ts';

interface Props {
  happened: readonly Happened[];
  known: readonly Known[];
  at: number;
}

/** What changed lately; the same are marks on the charts. */
export function ChangeList({ happened, known, at: now }: Props) {
  return (
    <section className="panel changes" aria-label={t('dashboard.changes')}>
      <h2>{t('dashboard.changes')}</h2>
      {happened.length === 0 ? (
        <p className="none">{t('dashboard.changes.none')}</p>
      ) : (
        <ul>
          {happened.map(({ at, kind, mark, text, project, on }) => (
            <li key={`${at} ${kind} ${on.report.instance} ${project}`}>
              <time dateTime={new Date(at).toISOString()}>{clock(at, now)}</time>
              <span className={`mark ${mark}`}>
                {project === undefined ? (
                  text
                ) : (
                  <Link to={boardPath(project)}>
                    <bdi>{text}</bdi>
                  </Link>
                )}
                {known.length > 1 && <small>{nameOf(on.report, known)}</small>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
