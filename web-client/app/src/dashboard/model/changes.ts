import type { ReportedChange } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import type { Hour, Known } from './hour.ts';
import { lives, nameOf } from './instances.ts';
import { titleOf } from './projects.ts';

/** What a mark on a chart stands for: instances that come and go, projects that move, boards changed as a whole. */
export type Mark = 'instance' | 'move' | 'content';

/** Something that happened, or several of the same at about the same time. */
export interface Happened {
  readonly at: number;
  readonly kind: string;
  readonly mark: Mark;
  readonly text: string;
  /** Where it happened. */
  readonly on: Known;
  /** The project, where it is of one. */
  readonly project: string | undefined;
}

/** Changes of one kind and one instance, each within this time of the next, are one line. */
const TOGETHER_MS = 30_000;
/** How many are shown. */
const MOST = 60;

const INSTANCE = ['started', 'draining', 'silent', 'dead'] as const;
const MOVES = ['took-over', 'handed-over', 'lost'] as const;
const CONTENT = ['restored', 'rolled-back', 'activated', 'imported', 'forked'] as const;

/** Ids in what is told: of instances, for the most part. */
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What changed lately, newest first: what these instances tell, and which of them fell silent. */
export function changesOf(hour: Hour, instances: readonly Known[]): readonly Happened[] {
  const every = instances.flatMap((on) => [
    ...(on.report.changes ?? []).map((change) => ({ change: readable(change, hour.known), on })),
    ...silenceOf(on, hour.step).map((change) => ({ change, on })),
  ]);
  every.sort((a, b) => b.change.at - a.change.at);
  return together(every).slice(0, MOST);
}

/** With instances by their names. */
function readable({ text, ...change }: ReportedChange, known: readonly Known[]): ReportedChange {
  const name = (id: string) => {
    const instance = known.find(({ report }) => report.instance === id);
    return instance === undefined ? id.slice(0, 8) : nameOf(instance.report, known);
  };
  return text === undefined ? change : { ...change, text: text.replace(UUID, name) };
}

/** When an instance was heard last that is not heard now. */
function silenceOf({ report, steps, isListed }: Known, step: number): readonly ReportedChange[] {
  const last = steps.at.at(-1);
  if (last === undefined || !isListed || lives(report)) return [];
  return [{ at: last + step, kind: report.state }];
}

function together(every: readonly { change: ReportedChange; on: Known }[]): Happened[] {
  const groups: { on: Known; changes: ReportedChange[] }[] = [];
  for (const { change, on } of every) {
    const group = groups.findLast(({ on: its }) => its === on);
    const before = group?.changes.at(-1);
    if (group && before?.kind === change.kind && before.at - change.at <= TOGETHER_MS)
      group.changes.push(change);
    else groups.push({ on, changes: [change] });
  }
  return groups.flatMap(({ on, changes }) => {
    const newest = changes[0];
    if (newest === undefined) return [];
    const { at, kind } = newest;
    const project = changes.length === 1 ? newest.project : undefined;
    return [{ at, kind, mark: markOf(kind), text: textOf(changes, newest), on, project }];
  });
}

function markOf(kind: string): Mark {
  if (isOf(INSTANCE, kind)) return 'instance';
  return isOf(MOVES, kind) ? 'move' : 'content';
}

function textOf(changes: readonly ReportedChange[], { kind, ...one }: ReportedChange): string {
  const isOne = isOf(INSTANCE, kind) || changes.length === 1;
  const what = changes.length > 1 ? t('dashboard.projects', { count: changes.length }) : titleOf(one);
  const change = changeInWords(kind, what);
  const more = isOne ? (one.text ?? '') : '';
  return more === '' ? change : t('dashboard.change.more', { change, more });
}

function changeInWords(kind: string, what: string): string {
  if (isOf(INSTANCE, kind)) return t(`dashboard.change.${kind}`);
  if (isOf(MOVES, kind) || isOf(CONTENT, kind)) return t(`dashboard.change.${kind}`, { what });
  const named = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  return t('dashboard.change.other', { kind: named, what });
}

function isOf<Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind {
  return kinds.some((one) => one === kind);
}
