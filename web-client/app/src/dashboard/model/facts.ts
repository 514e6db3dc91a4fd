import type { Figures } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import { enumerated } from '../../words/speech.ts';
import { LAG_BAD_MS, LAG_WARN_MS, UNSAVED_WARN_MS } from './figures.ts';
import { told, UNKNOWN } from './format.ts';
import type { Hour, Known } from './hour.ts';
import { listed, lives } from './instances.ts';
import { failingOf } from './projects.ts';
import { waitOf } from './verdict.ts';

/** Steps of the last minute. */
const LATELY = 12;

/** A figure that stands beside the verdict. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly more: string;
  readonly degree: 'bad' | 'late' | '';
}

/** What the verdict is judged by. */
export function factsOf(hour: Hour): readonly Fact[] {
  const known = listed(hour.known);
  const living = known.filter(({ report }) => lives(report));
  return [
    storing(living),
    rows(living),
    failures(hour.known, living),
    instances(known, living, hour.omitted),
  ];
}

function storing(living: readonly Known[]): Fact {
  const name = t('dashboard.figure.lag');
  const wait = waitOf(living);
  if (wait === undefined) return { name, value: UNKNOWN, more: t('dashboard.fact.unknown'), degree: '' };
  const degree = wait.lag >= LAG_BAD_MS ? 'bad' : wait.lag >= LAG_WARN_MS ? 'late' : '';
  const more =
    wait.bytes === 0
      ? t('dashboard.fact.stored')
      : t('dashboard.fact.wait', { bytes: told(wait.bytes, 'bytes') });
  return { name, value: told(wait.lag, 'ms'), more, degree };
}

function rows(living: readonly Known[]): Fact {
  const name = t('dashboard.figure.unsaved');
  const known = living.flatMap(({ steps }) => steps.unsaved.at(-1) ?? []);
  if (known.length === 0) return { name, value: UNKNOWN, more: t('dashboard.fact.unknown'), degree: '' };
  const oldest = Math.max(...known);
  const dirty = living.reduce((sum, { steps }) => sum + (steps.dirty.at(-1) ?? 0), 0);
  const more = dirty === 0 ? t('dashboard.fact.written') : t('dashboard.fact.toSave', { count: dirty });
  const degree = oldest >= UNSAVED_WARN_MS ? 'late' : '';
  return { name, value: told(oldest, 'ms'), more, degree };
}

function failures(all: readonly Known[], living: readonly Known[]): Fact {
  const failed = sum(all, (failures) => failures);
  const lately = sum(all, (failures) => failures.slice(-LATELY));
  const now = failingOf(living);
  const degree = now.some(({ what }) => what === 'journal') ? 'bad' : now.length + lately > 0 ? 'late' : '';
  const last =
    lately === 0 ? t('dashboard.fact.failures.none') : t('dashboard.fact.failures.some', { count: lately });
  const more = now.length > 0 ? t('dashboard.fact.failing', { count: now.length }) : last;
  return { name: t('dashboard.fact.failures'), value: told(failed, 'count'), more, degree };
}

function sum(known: readonly Known[], of: (failures: Figures) => Figures): number {
  return known
    .flatMap(({ steps }) => of(steps.failures))
    .reduce<number>((all, count) => all + (count ?? 0), 0);
}

function instances(known: readonly Known[], living: readonly Known[], omitted: number): Fact {
  const serving = living.filter(({ report }) => report.state === 'serving' && report.ready).length;
  const draining = living.filter(({ report }) => report.state === 'draining').length;
  const away = known.filter(({ report }) => !lives(report)).map(({ report }) => report.state);
  const words = [
    ...(draining > 0 ? [t('dashboard.fact.ending', { count: draining })] : []),
    ...(['silent', 'dead'] as const).flatMap((state) => {
      const count = away.filter((its) => its === state).length;
      return count === 0 ? [] : [t(`dashboard.fact.${state}`, { count })];
    }),
    ...(omitted > 0 ? [t('dashboard.fact.omitted', { count: omitted })] : []),
  ];
  const more =
    words.length > 0
      ? enumerated(words)
      : t(serving === known.length ? 'dashboard.fact.instances.all' : 'dashboard.fact.instances.some');
  const value =
    known.length === 0 ? UNKNOWN : t('dashboard.fact.instances.of', { serving, all: known.length });
  return {
    name: t('dashboard.fact.instances'),
    value,
    more,
    degree: serving + draining < known.length ? 'late' : '',
  };
}
