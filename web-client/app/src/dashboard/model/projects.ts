import type { FailingProject, HotProject, LargeProject } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import type { Known } from './hour.ts';

/** How many of each are shown. */
const MOST = 10;

/** A project, and the instance that tells of it. */
export type On<T> = T & { readonly on: Known };

/** Of all instances: those with the most edits, or then people, first. */
export function hotOf(known: readonly Known[]): readonly On<HotProject>[] {
  return topOf(
    known,
    ({ hot }) => hot,
    (a, b) => b.edits - a.edits || b.sessions - a.sessions,
  );
}

export function largeOf(known: readonly Known[]): readonly On<LargeProject>[] {
  return topOf(
    known,
    ({ large }) => large,
    (a, b) => b.bytes - a.bytes,
  );
}

/** Those whose edits are not stored first, then by how long they fail. */
export function failingOf(known: readonly Known[]): readonly On<FailingProject>[] {
  const urgency = ['journal', 'save', 'load'];
  return topOf(
    known,
    ({ failing }) => failing,
    (a, b) => urgency.indexOf(a.what) - urgency.indexOf(b.what) || a.since - b.since,
  );
}

/** A project that is just handed over may be told of by two: the first of them counts. */
function topOf<T extends { readonly project: string }>(
  known: readonly Known[],
  of: (projects: NonNullable<Known['report']['projects']>) => readonly T[],
  order: (a: T, b: T) => number,
): readonly On<T>[] {
  const every = known.flatMap((on) =>
    on.report.projects === undefined ? [] : of(on.report.projects).map((project) => ({ ...project, on })),
  );
  const seen = new Set<string>();
  return every
    .sort(order)
    .filter(({ project }) => !seen.has(project) && seen.add(project))
    .slice(0, MOST);
}

/** Its title, or what else tells it from others. */
export function titleOf({ title, project }: { title?: string | null; project?: string }): string {
  return (
    title ??
    (project === undefined
      ? t('dashboard.project.unknown')
      : t('dashboard.project', { id: project.slice(0, 8) }))
  );
}
