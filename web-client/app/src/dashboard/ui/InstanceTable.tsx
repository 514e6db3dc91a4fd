import type { Steps } from '@easel/sdk';
import { Link } from '../../common/Link.tsx';
import { dashboardPath } from '../../common/route.ts';
import { t } from '../../words/dashboard.ts';
import { told, UNKNOWN, type Unit } from '../model/format.ts';
import type { Known } from '../model/hour.ts';
import { lives, nameOf } from '../model/instances.ts';

interface Props {
  known: readonly Known[];
  instance: string | undefined;
  at: number;
  step: number;
}

/** Who is there, who owns what, and how each of them is. */
export function InstanceTable({ known, instance, at, step }: Props) {
  return (
    <div className="table-frame">
      <table className="instances">
        <thead>
          <tr>
            <th scope="col">{t('dashboard.instance')}</th>
            <th scope="col">{t('dashboard.instance.state')}</th>
            <th scope="col">{t('dashboard.instance.owns')}</th>
            <th scope="col" className="wide">
              {t('dashboard.figure.sessions')}
            </th>
            <th scope="col" className="wide">
              {t('dashboard.figure.edits')}
            </th>
            <th scope="col" className="wide">
              {t('dashboard.instance.broadcast')}
            </th>
            <th scope="col">{t('dashboard.instance.lag')}</th>
            <th scope="col" className="wide">
              {t('dashboard.figure.cpu')}
            </th>
            <th scope="col" className="wide">
              {t('dashboard.figure.heap')}
            </th>
          </tr>
        </thead>
        <tbody>
          {known.map((one) => (
            <Row key={one.report.instance} one={one} known={known} instance={instance} at={at} step={step} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ one, known, instance, at, step }: Props & { one: Known }) {
  const { report } = one;
  const latest = (name: Exclude<keyof Steps, 'at'>, unit: Unit, share = 1) => {
    const value = lives(report) ? one.steps[name].at(-1) : null;
    return told(value === null || value === undefined ? value : value * share, unit);
  };
  const isChosen = report.instance === instance;
  return (
    <>
      <tr className={isChosen ? 'chosen' : ''}>
        <th scope="row">
          <Link to={dashboardPath(isChosen ? undefined : report.instance)}>{nameOf(report, known)}</Link>
          <small>{ageOf(one, at)}</small>
        </th>
        <td>
          <span className={`state ${report.state} ${report.ready ? '' : 'unready'}`}>
            {t(`dashboard.state.${report.ready || report.state !== 'serving' ? report.state : 'unready'}`)}
          </span>
        </td>
        <td>{report.owns === undefined || report.owns === null ? UNKNOWN : told(report.owns, 'count')}</td>
        <td className="wide">{latest('sessions', 'count')}</td>
        <td className="wide">{latest('edits', 'perSecond', 1_000 / step)}</td>
        <td className="wide">{latest('broadcast', 'ms')}</td>
        <td>{latest('lag', 'ms')}</td>
        <td className="wide">{latest('cpu', 'share')}</td>
        <td className="wide">
          {latest('heap', 'bytes')}
          {report.heapMax !== undefined && (
            <small>{t('dashboard.instance.heapMax', { bytes: told(report.heapMax, 'bytes') })}</small>
          )}
        </td>
      </tr>
      {report.problems.length > 0 && (
        <tr className="problems">
          <td colSpan={9}>{report.problems.join('; ')}</td>
        </tr>
      )}
    </>
  );
}

function ageOf({ report }: Known, at: number): string {
  const { version, started, self } = report;
  const parts = [
    ...(version === null ? [] : [version]),
    ...(started === null || !lives(report)
      ? []
      : [t('dashboard.instance.up', { time: told(Math.max(0, at - started), 'ms') })]),
    ...(self ? [t('dashboard.instance.asked')] : []),
  ];
  return parts.join(' · ');
}
