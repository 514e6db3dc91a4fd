import type { NotReady } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import { enumerated } from '../../words/speech.ts';
import { LAG_BAD_MS, LAG_WARN_MS, UNSAVED_WARN_MS } from './figures.ts';
import { clock, clockSeconds, told } from './format.ts';
import type { Hour, Known } from './hour.ts';
import { listed, lives, nameOf } from './instances.ts';
import { failingOf, titleOf } from './projects.ts';

export type Level = 'safe' | 'warning' | 'danger' | 'unknown';

/** Something that is not as it should be; `text` goes on the sentence "Work is safe, but …", or stands for itself. */
export interface Finding {
  readonly level: 'warning' | 'danger';
  readonly text: string;
}

/** Whether people's work is safe, in words. */
export interface Verdict {
  readonly level: Level;
  readonly headline: string;
  /** What that means. */
  readonly detail: string;
  /** What else is not as it should be. */
  readonly more: readonly string[];
}

/** Reasons under which no edit is made durable. */
const STORES_NOTHING: ReadonlySet<NotReady> = new Set([
  ...(['database-unreachable', 'database-read-only', 'lease-run-out', 'journal-failing'] as const),
]);
/** Reasons under which work is safe all the same: everything is in the journal, and only the rows are late. */
const ROWS_ONLY: ReadonlySet<NotReady> = new Set(['autosave-late', 'unsaved-too-long']);

/** @param lost when the servers were heard last, where they are not heard now; by the clock of `now` */
export function verdictOf(
  hour: Hour | undefined,
  lost: { readonly heardAt: number | undefined; readonly why: string } | undefined,
): Verdict {
  if (lost !== undefined) return unheard(lost);
  if (hour === undefined) {
    return { level: 'unknown', headline: t('dashboard.asking'), detail: '', more: [] };
  }
  const findings = findingsOf(hour);
  const dangers = findings.filter(({ level }) => level === 'danger').map(({ text }) => text);
  const warnings = findings.filter(({ level }) => level === 'warning').map(({ text }) => text);
  const [worst, ...others] = dangers;
  if (worst !== undefined) {
    const detail = t('dashboard.notLost', { wait: waiting(hour) });
    return { level: 'danger', headline: worst, detail, more: [...others, ...warnings].map(sentence) };
  }
  const [first, ...rest] = warnings;
  if (first !== undefined) {
    return {
      level: 'warning',
      headline: t('dashboard.safe.but', { finding: first }),
      detail: waiting(hour),
      more: rest.map(sentence),
    };
  }
  return { level: 'safe', headline: t('dashboard.safe'), detail: waiting(hour), more: [] };
}

function unheard({ heardAt, why }: { heardAt: number | undefined; why: string }): Verdict {
  const time = heardAt === undefined ? undefined : clockSeconds(heardAt);
  return {
    level: 'unknown',
    headline: time === undefined ? t('dashboard.unheard') : t('dashboard.unheard.since', { time }),
    detail: t(time === undefined ? 'dashboard.unheard.why' : 'dashboard.unheard.below', { why }),
    more: [],
  };
}

/** How long the oldest edit waits to be durable, in milliseconds, and how many bytes do; undefined: not known. */
export function waitOf(
  living: readonly Known[],
): { readonly lag: number; readonly bytes: number } | undefined {
  const lags = living.flatMap(({ steps }) => steps.lag.at(-1) ?? []);
  if (lags.length === 0) return undefined;
  const bytes = living.reduce((sum, { steps }) => sum + (steps.undurable.at(-1) ?? 0), 0);
  return { lag: Math.max(...lags), bytes };
}

function waiting({ known }: Hour): string {
  const wait = waitOf(known.filter(({ report }) => lives(report)));
  if (wait === undefined) return t('dashboard.wait.unknown');
  const { lag, bytes } = wait;
  if (lag === 0 && bytes === 0) return t('dashboard.wait.none');
  const time = told(lag, 'ms');
  if (lag < LAG_WARN_MS) return t('dashboard.wait.short', { time });
  return t('dashboard.wait.long', { time, bytes: told(bytes, 'bytes') });
}

/** The most urgent first. */
function findingsOf(hour: Hour): readonly Finding[] {
  const known = listed(hour.known);
  const living = known.filter(({ report }) => lives(report));
  const gone = [...away(known, 'dead'), ...away(known, 'silent')];
  const broken = notStoring(hour, living);
  // Everything else that fails has the same cause.
  if (broken.length > 0) return [...broken, ...gone];
  return [
    ...failing(hour, living, 'journal'),
    ...gone,
    ...failing(hour, living, 'save'),
    ...late(living),
    ...failing(hour, living, 'load'),
  ];
}

/** Instances that make nothing durable: for all of them one sentence, as one database is the cause. */
function notStoring(hour: Hour, living: readonly Known[]): readonly Finding[] {
  const broken = living.filter(({ report }) => report.reasons.some((reason) => STORES_NOTHING.has(reason)));
  const causes = [...new Set(broken.flatMap(({ report }) => report.problems.slice(0, 1)))];
  const begins = broken.flatMap(({ report, steps }) => report.since ?? lateSince(hour, steps.lag.at(-1)));
  if (broken.length > 0) {
    const where =
      broken.length === living.length ? '' : t('dashboard.where', { names: names(broken, hour.known) });
    const why = causes.length === 0 ? '' : t('dashboard.why', { why: causes.join('; ') });
    const since = begins.length === 0 ? '' : sinceOf(begins, hour);
    return [{ level: 'danger', text: t('dashboard.notSaved', { where, why, since }) }];
  }
  const lag = waitOf(living)?.lag ?? 0;
  if (lag < LAG_BAD_MS) return [];
  const since = sinceOf([hour.at - lag], hour);
  return [{ level: 'danger', text: t('dashboard.notSaved.slow', { since }) }];
}

function lateSince({ at }: Hour, lag: number | null | undefined): number | [] {
  return lag !== null && lag !== undefined && lag >= LAG_WARN_MS ? at - lag : [];
}

function failing(
  hour: Hour,
  living: readonly Known[],
  what: 'journal' | 'save' | 'load',
): readonly Finding[] {
  const projects = failingOf(living).filter((project) => project.what === what);
  const [first] = projects;
  if (first === undefined) return [];
  const which = projects.length === 1 ? titleOf(first) : t('dashboard.projects', { count: projects.length });
  const since = sinceOf(
    projects.map((project) => project.since),
    hour,
  );
  const isTold = projects.length === 1 && first.reason !== '';
  const because = isTold ? t('dashboard.because', { why: first.reason }) : '';
  const text = t(`dashboard.failing.${what}`, { which, since, because });
  return [{ level: what === 'journal' ? 'danger' : 'warning', text }];
}

function sinceOf(begins: readonly number[], { at }: Hour): string {
  return t('dashboard.since', { time: clock(Math.min(...begins), at) });
}

function away(known: readonly Known[], state: 'silent' | 'dead'): readonly Finding[] {
  const those = known.filter(({ report }) => report.state === state);
  if (those.length === 0) return [];
  const text = t(`dashboard.away.${state}`, { count: those.length, names: names(those, known) });
  return [{ level: 'warning', text }];
}

/** What is stored late, or written to rows late. */
function late(living: readonly Known[]): readonly Finding[] {
  const lag = waitOf(living)?.lag ?? 0;
  const unsaved = Math.max(0, ...living.map(({ steps }) => steps.unsaved.at(-1) ?? 0));
  const rowsOnly = living.filter(({ report }) => report.reasons.some((reason) => ROWS_ONLY.has(reason)));
  const findings: Finding[] = [];
  if (lag >= LAG_WARN_MS && lag < LAG_BAD_MS) {
    findings.push({ level: 'warning', text: t('dashboard.late.storing', { time: told(lag, 'ms') }) });
  }
  if (rowsOnly.length > 0 || unsaved >= UNSAVED_WARN_MS) {
    const time = told(unsaved, 'ms');
    const text = unsaved === 0 ? t('dashboard.late.rows') : t('dashboard.late.rows.wait', { time });
    findings.push({ level: 'warning', text });
  }
  return findings;
}

function names(those: readonly Known[], known: readonly Known[]): string {
  return enumerated(those.map(({ report }) => nameOf(report, known)));
}

function sentence(text: string): string {
  return t('dashboard.sentence', { finding: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}` });
}
