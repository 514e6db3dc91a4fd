import type { Dashboard, HotProject, InstanceReport, ReportedProjects } from '@easel/sdk';
import { answerOf, awayOf, instanceOf, STEP_MS, stepsOf } from './fake.ts';

/** Answers of servers in the states that a person must be able to tell apart. `now` is when they were given. */

const project = (n: number) => `0000000${n}-0000-4000-8000-000000000000`;
const TITLES = ['Garden', 'Roadmap 2027', 'Workshop: onboarding', 'Kitchen plan'];
const hot = (count: number): HotProject[] =>
  TITLES.slice(0, count).map((title, n) => ({
    ...{ project: project(n + 1), title, sessions: 9 - 2 * n, edits: 520 - 130 * n },
  }));
const projects = (count: number, failing: ReportedProjects['failing'] = []): ReportedProjects => ({
  hot: hot(count),
  large: hot(count).map(({ project, title }, n) => ({
    ...{ project, title, objects: 48_200 >> (2 * n), bytes: 62_000_000 >> (2 * n) },
  })),
  failing,
});
const end = (now: number) => Math.floor(now / STEP_MS) * STEP_MS;
/** Goes up and down, with some noise. */
const waveOf = (now: number) => (row: number, base: number, swing: number) => {
  const step = (end(now) / STEP_MS + row) % 1_000_000;
  return Math.max(0, Math.round(base + swing * Math.sin(step / 37) + ((step * 7919) % 13) - 6));
};

export function atRest(now: number): Dashboard {
  const steps = stepsOf(720, { sessions: 0, rooms: 1 }, end(now));
  const changes = [{ at: now - 2_700_000, kind: 'started', text: '0.1.0' }];
  return answerOf([instanceOf('10.0.0.1', { self: true, steps, changes, started: now - 2_700_000 })], now);
}

function busy(now: number, n: number): InstanceReport {
  const wave = waveOf(now);
  const steps = stepsOf(
    720,
    {
      sessions: (row) => wave(row + 90 * n, 24, 9),
      rooms: 6 + n,
      edits: (row) => wave(row + 90 * n, 260, 120),
      deliveries: (row) => wave(row + 90 * n, 2_300, 900),
      refusals: (row) => (row % 97 === 0 ? 3 : 0),
      broadcast: (row) => wave(row, 9, 4),
      durable: (row) => wave(row, 128, 30),
      lag: (row) => wave(row, 110, 20),
      undurable: (row) => 4_000 + wave(row, 3_000, 900),
      dirty: 5,
      unsaved: (row) => 1_000 * (row % 6),
      saves: 5,
      cpu: (row) => wave(row, 34, 12) / 100,
      heap: (row) => 280_000_000 + 2_500_000 * (row % 60),
      loop: (row) => wave(row, 9, 4),
    },
    end(now),
  );
  const changes = [
    { at: now - 1_500_000 + 60_000 * n, kind: 'started', text: '0.1.0' },
    ...(n === 1 ? [{ at: now - 600_000, kind: 'restored', project: project(2), title: 'Roadmap 2027' }] : []),
    { at: now - 1_440_000 + 60_000 * n, kind: 'took-over', project: project(1), title: 'Garden' },
  ];
  const owns = 6 + n;
  const started = now - 1_500_000 + 60_000 * n;
  return instanceOf(`10.0.0.${n}`, {
    self: n === 1,
    steps,
    changes,
    owns,
    started,
    projects: projects(5 - n),
  });
}

export function underLoad(now: number): Dashboard {
  return answerOf([busy(now, 1), busy(now, 2), busy(now, 3)], now);
}

/** Since three minutes. */
export function databaseStopped(now: number): Dashboard {
  const since = now - 180_000;
  const instances = underLoad(now).instances.map((report) => {
    const { steps } = report;
    if (steps === undefined) return report;
    const late = (row: number) => (steps.at[row] ?? 0) + STEP_MS - since;
    const then = <T>(column: readonly T[], after: (ms: number, row: number) => T) =>
      column.map((value, row) => (late(row) > 0 ? after(late(row), row) : value));
    return {
      ...report,
      ready: false,
      reasons: ['database-unreachable', 'journal-failing'] as const,
      problems: ['the database does not answer'],
      since,
      steps: {
        ...steps,
        lag: then(steps.lag, (ms) => ms),
        undurable: then(steps.undurable, () => 48_000),
        unsaved: then(steps.unsaved, (ms) => ms + 4_000),
        failures: then(steps.failures, () => 5),
        edits: then(steps.edits, () => 0),
        deliveries: then(steps.deliveries, () => 0),
        saves: then(steps.saves, () => 0),
        broadcast: then(steps.broadcast, () => null),
        durable: then(steps.durable, () => null),
      },
    };
  });
  return answerOf(instances, now);
}

/** One of three is killed: what it told before is known to those who have listened. */
export function oneDead(now: number): Dashboard {
  const [one, two] = underLoad(now).instances;
  const took = { at: now - 90_000, kind: 'took-over', title: 'Workshop: onboarding', project: project(3) };
  if (one === undefined || two === undefined) throw new Error('three instances');
  return answerOf(
    [
      { ...one, changes: [took, ...(one.changes ?? [])], owns: 10 },
      two,
      awayOf('10.0.0.3', 'dead', { owns: 3 }),
    ],
    now,
  );
}

export function oneProjectFails(now: number): Dashboard {
  const [one, ...others] = underLoad(now).instances;
  const reason = 'value too long for a column';
  const failing = [
    {
      ...{ project: project(2), title: 'Roadmap 2027', what: 'save' as const, reason },
      ...{ since: now - 400_000, saved: now - 405_000 },
    },
  ];
  if (one === undefined) throw new Error('three instances');
  return answerOf([{ ...one, projects: projects(4, failing) }, ...others], now);
}
