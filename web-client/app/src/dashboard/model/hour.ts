import type { Dashboard, InstanceReport, Steps } from '@easel/sdk';

export const HOUR_MS = 3_600_000;

/** What is known of one instance. */
export interface Known {
  /** What was told of it last. */
  readonly report: InstanceReport;
  /** Its steps of the last hour, as far as they were heard. */
  readonly steps: Steps;
  /** Whether nothing is missing that could be had by asking for the whole hour. */
  readonly isWhole: boolean;
  /** Whether the last answer tells of it. One that is forgotten by the servers stays in the charts. */
  readonly isListed: boolean;
}

/** The last hour as it is known here: gathered from answers, each of which tells only what is new. */
export interface Hour {
  /** The clock of the server that answered last. */
  readonly at: number;
  readonly step: number;
  /** Instances that the answer leaves out. */
  readonly omitted: number;
  readonly known: readonly Known[];
}

const FIGURES: readonly Exclude<keyof Steps, 'at'>[] = [
  ...(['sessions', 'rooms', 'edits', 'deliveries', 'refusals', 'broadcast', 'durable', 'lag'] as const),
  ...(['undurable', 'dirty', 'unsaved', 'saves', 'failures', 'cpu', 'heap', 'loop'] as const),
];
const COLUMNS: readonly (keyof Steps)[] = ['at', ...FIGURES];
const NOTHING = Object.fromEntries(COLUMNS.map((name) => [name, []])) as unknown as Steps;

/** @param asked the `since` of the call that was answered */
export function learn(before: Hour | undefined, answer: Dashboard, asked: number | undefined): Hour {
  const oldest = answer.at - HOUR_MS - answer.step;
  const old = new Map(before?.known.map((known) => [known.report.instance, known]));
  const told = answer.instances.map((report) => toldOf(old.get(report.instance), report, asked, oldest));
  const listed = new Set(answer.instances.map(({ instance }) => instance));
  const gone = [...old.values()]
    .filter(({ report, steps }) => !listed.has(report.instance) && (steps.at.at(-1) ?? 0) > oldest)
    .map(forgotten);
  return { at: answer.at, step: answer.step, omitted: answer.omitted ?? 0, known: [...told, ...gone] };
}

/** From when on the next answer must tell: the newest step that is known of all. Undefined: everything. */
export function sinceOf(hour: Hour | undefined): number | undefined {
  const answered = hour?.known.filter(({ report }) => report.steps !== undefined) ?? [];
  const newest = answered.flatMap(({ steps }) => steps.at.at(-1) ?? []);
  return newest.length > 0 && answered.every(({ isWhole }) => isWhole) ? Math.min(...newest) : undefined;
}

/** What it told last of now is not told any more. */
function forgotten({ report, ...known }: Known): Known {
  const { steps: _steps, projects: _projects, ...lasting } = report;
  return { ...known, report: { ...lasting, state: 'dead', ready: false }, isListed: false };
}

function toldOf(
  old: Known | undefined,
  report: InstanceReport,
  asked: number | undefined,
  oldest: number,
): Known {
  const steps = joined(old?.steps ?? NOTHING, report.steps ?? NOTHING, oldest);
  const changes = report.changes ?? old?.report.changes ?? [];
  return { report: { ...report, changes }, steps, isWhole: isWhole(old, report, asked), isListed: true };
}

/** Whether the answer goes on where the steps that are known end. */
function isWhole(old: Known | undefined, report: InstanceReport, asked: number | undefined): boolean {
  if (report.steps === undefined) return old?.isWhole ?? false;
  if (asked === undefined || (report.started ?? 0) >= asked) return true;
  return old?.isWhole === true && (old.steps.at.at(-1) ?? 0) >= asked;
}

/** Columns that an older server does not know are null. */
function joined(old: Steps, more: Steps, oldest: number): Steps {
  const last = old.at.at(-1) ?? 0;
  const first = old.at.findIndex((at) => at > oldest);
  const kept = first < 0 ? old.at.length : first;
  const added = more.at.flatMap((at, row) => (at > last && at > oldest ? [row] : []));
  if (kept === 0 && added.length === 0) return old;
  const columns = COLUMNS.map((name) => [
    name,
    [...old[name].slice(kept), ...added.map((row) => more[name]?.[row] ?? null)],
  ]);
  return Object.fromEntries(columns) as Steps;
}
