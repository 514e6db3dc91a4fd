import type { Dashboard, InstanceReport, ReportedProjects, Steps } from '@easel/sdk';

export const STEP_MS = 5_000;
/** Noon, somewhere. */
export const NOON = new Date(2026, 10, 29, 12, 0, 0).getTime();

type Columns = {
  readonly [name in Exclude<keyof Steps, 'at'>]?: number | null | ((row: number) => number | null);
};

/** Steps of one instance, at rest unless something else is given; the last of them ends at `end`. */
export function stepsOf(count: number, given: Columns = {}, end = NOON): Steps {
  const at = Array.from({ length: count }, (_, row) => end - (count - row) * STEP_MS);
  const column = (name: keyof Columns, otherwise: number | null) => {
    const value = given[name] === undefined ? otherwise : given[name];
    return at.map((_, row) => (typeof value === 'function' ? value(row) : value));
  };
  return {
    ...{ at, sessions: column('sessions', 0), rooms: column('rooms', 0), edits: column('edits', 0) },
    ...{ deliveries: column('deliveries', 0), refusals: column('refusals', 0) },
    ...{ broadcast: column('broadcast', null), durable: column('durable', null), lag: column('lag', 0) },
    ...{ undurable: column('undurable', 0), dirty: column('dirty', 0), unsaved: column('unsaved', 0) },
    ...{ saves: column('saves', 0), failures: column('failures', 0), cpu: column('cpu', 0.02) },
    ...{ heap: column('heap', 90_000_000), loop: column('loop', 1) },
  };
}

export const QUIET: ReportedProjects = { hot: [], large: [], failing: [] };

/** One that serves, and is at rest. */
export function instanceOf(name: string, given: Partial<InstanceReport> = {}): InstanceReport {
  return {
    instance: `${name}-0000-4000-8000-000000000000`,
    address: `http://${name}:8080`,
    self: false,
    state: 'serving',
    started: NOON - 7_200_000,
    version: '0.1.0',
    ready: true,
    reasons: [],
    problems: [],
    since: null,
    heapMax: 1_073_741_824,
    steps: stepsOf(720),
    projects: QUIET,
    changes: [],
    owns: 0,
    ...given,
  };
}

/** One of which the others know only this. */
export function awayOf(
  name: string,
  state: 'silent' | 'dead',
  given: Partial<InstanceReport> = {},
): InstanceReport {
  const { steps: _s, projects: _p, changes: _c, heapMax: _h, ...known } = instanceOf(name);
  const problems = [state === 'dead' ? 'its lease is over' : 'it has not answered'];
  return { ...known, state, ready: false, reasons: [state], problems, owns: null, ...given };
}

export function answerOf(instances: readonly InstanceReport[], at = NOON): Dashboard {
  return { at, step: STEP_MS, instances };
}

/** What a server answers where only the steps after this are asked for. */
export function after(answer: Dashboard, since: number | undefined): Dashboard {
  if (since === undefined) return answer;
  const newer = (steps: Steps): Steps => {
    const rows = steps.at.flatMap((at, row) => (at > since ? [row] : []));
    const columns = Object.entries(steps).map(([name, values]) => [name, rows.map((row) => values[row])]);
    return Object.fromEntries(columns) as Steps;
  };
  const instances = answer.instances.map((report) =>
    report.steps === undefined ? report : { ...report, steps: newer(report.steps) },
  );
  return { ...answer, instances };
}
