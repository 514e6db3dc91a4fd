import { base } from '../../common/base.ts';
import { Link } from '../../common/Link.tsx';
import { Parts } from '../../common/Parts.tsx';
import { dashboardPath, listPath, navigate } from '../../common/route.ts';
import { ThemeSwitch } from '../../common/ThemeSwitch.tsx';
import { t } from '../../words/dashboard.ts';
import { clockSeconds } from '../model/format.ts';
import type { Known } from '../model/hour.ts';
import { nameOf } from '../model/instances.ts';

interface Props {
  known: readonly Known[];
  instance: string | undefined;
  heardAt: number | undefined;
  isFailing: boolean;
  onAgain: () => void;
}

/** The page's name, whose figures they are, and when they were heard. */
export function Head({ known, instance, heardAt, isFailing, onAgain }: Props) {
  return (
    <header>
      <h1>
        <Link to={listPath}>
          <img src={`${base}easel.svg`} alt={t('common.allProjects')} width="28" height="28" />
        </Link>
        {t('dashboard.name')}
      </h1>
      {known.length > 1 && (
        <select
          aria-label={t('dashboard.of')}
          value={instance ?? ''}
          onChange={({ target }) => navigate(dashboardPath(target.value || undefined))}
        >
          <option value="">{t('dashboard.of.all')}</option>
          {known.map(({ report }) => (
            <option key={report.instance} value={report.instance}>
              {nameOf(report, known)}
            </option>
          ))}
        </select>
      )}
      <p className={`heard ${isFailing ? 'late' : ''}`}>
        {heardAt !== undefined && (
          <Parts
            of={t.parts(isFailing ? 'dashboard.lost' : 'dashboard.live', {
              time: <time dateTime={new Date(heardAt).toISOString()}>{clockSeconds(heardAt)}</time>,
            })}
          />
        )}
        {isFailing && (
          <button type="button" className="button" onClick={onAgain}>
            {t('dashboard.tryNow')}
          </button>
        )}
      </p>
      <ThemeSwitch />
    </header>
  );
}
