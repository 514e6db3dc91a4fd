import type { ReportedChange } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/dashboard/model/changes.ts';
import { FIGURES } from '../../src/dashboard/model/figures.ts';
import { clock, spoken, told } from '../../src/dashboard/model/format.ts';
import { gridOf, seriesOf } from '../../src/dashboard/model/grid.ts';
import { type Hour, learn } from '../../src/dashboard/model/hour.ts';
import { chosen, listed, nameOf } from '../../src/dashboard/model/instances.ts';
import { failingOf, hotOf, largeOf, titleOf } from '../../src/dashboard/model/projects.ts';
import { inWords, rowsOf } from '../../src/dashboard/model/summary.ts';
import { answerOf, awayOf, instanceOf, NOON, QUIET, stepsOf } from './fake.ts';

const hourOf = (...instances: Parameters<typeof answerOf>[0]): Hour =>
  learn(undefined, answerOf(instances), undefined);

describe('a number', () => {
  it('is told in three digits or so, with its unit', () => {
    expect(
      [0, 0.3, 9, 128, 999, 1_234, 59_000, 90_000, 7_200_000, 200_000_000].map((ms) => told(ms, 'ms')),
    ).toEqual(['0 ms', '0.3 ms', '9 ms', '128 ms', '999 ms', '1.2 s', '59 s', '1.5 min', '2 h', '2.3 d']);
    expect([0, 1_023, 1_024, 150_000, 3 * 1024 ** 3].map((bytes) => told(bytes, 'bytes'))).toEqual([
      ...['0 B', '1,023 B', '1 kB', '146 kB', '3 GB'],
    ]);
    expect([0, 0.002, 0.04, 0.6, 12.4, 2_345].map((rate) => told(rate, 'perSecond'))).toEqual([
      ...['0/s', '<0.01/s', '0.04/s', '0.6/s', '12/s', '2,345/s'],
    ]);
    expect(told(0.424, 'share')).toBe('42 %');
    expect(told(1_234, 'count')).toBe('1,234');
  });

  it('that is not known is not nought', () => {
    expect(told(null, 'ms')).toBe('–');
    expect(told(undefined, 'count')).toBe('–');
    expect(spoken(null, 'ms')).toBe('not known');
  });
});

describe('a time', () => {
  it('has its date where it is of another day', () => {
    expect(clock(NOON - 3_600_000, NOON)).toBe('11:00');
    expect(clock(NOON - 86_400_000, NOON)).toBe('Nov 28, 12:00');
  });
});

describe('a chart in words', () => {
  const edits = FIGURES.find(({ of }) => of === 'edits');
  if (edits === undefined) throw new Error('no edits');
  const words = (given: (row: number) => number | null) => {
    const hour = hourOf(instanceOf('a', { steps: stepsOf(720, { edits: given }) }));
    return inWords(edits, seriesOf(edits, hour.known, gridOf(hour)), gridOf(hour));
  };

  it('tells how it is now, how it was, and of what nothing is known', () => {
    expect(words((row) => (row === 360 ? 200 : 10))).toContain(
      'Edits: now 2 per second; in the last hour from 2 per second to 40 per second, which it was at 11:30.',
    );
    expect(words((row) => (row > 600 && row <= 660 ? null : 10))).toContain(
      'in the last hour the same all the time. Nothing is known of 5 minutes of it.',
    );
    expect(words(() => null)).toContain('Edits: not known.');
  });

  it('is a table of the most in each five minutes, the newest first', () => {
    const hour = hourOf(instanceOf('a', { steps: stepsOf(90, { sessions: (row) => row }) }));
    const people = FIGURES.filter(({ of }) => of === 'sessions');
    const grid = gridOf(hour);
    const rows = rowsOf(
      people.map((figure) => seriesOf(figure, hour.known, grid)),
      grid,
    );
    expect(rows).toHaveLength(12);
    expect(rows.slice(0, 3).map(({ values }) => values)).toEqual([[89], [29], [null]]);
    expect(rows[0]?.at).toBe(NOON - 300_000);
  });
});

describe('instances', () => {
  it('are called by where they are reached; one in whose place another one runs with its id', () => {
    const hour = hourOf(instanceOf('a'), instanceOf('b'), awayOf('b', 'dead', { instance: 'feed' }));
    expect(hour.known.map(({ report }) => nameOf(report, hour.known))).toEqual([
      ...['a:8080', 'b:8080', 'b:8080 (feed)'],
    ]);
    expect(listed(hour.known).map(({ report }) => report.instance)).not.toContain('feed');
  });

  it('are all shown where the chosen one is not there any more', () => {
    const { known } = hourOf(instanceOf('a'), instanceOf('b'));
    expect(chosen(known, known[1]?.report.instance)).toEqual([known[1]]);
    expect(chosen(known, 'gone')).toEqual(known);
    expect(chosen(known, undefined)).toEqual(known);
  });
});

describe('projects that stand out', () => {
  const hot = (project: string, edits: number, sessions = 1) => ({
    project,
    title: project,
    edits,
    sessions,
  });
  const fails = (project: string, what: 'journal' | 'save' | 'load', since: number) => ({
    ...{ project, title: project, what, reason: '', since, saved: null },
  });

  it('are those of all instances, each once, ten at most', () => {
    const a = instanceOf('a', { projects: { ...QUIET, hot: [hot('x', 5), hot('y', 1, 9)] } });
    const b = instanceOf('b', { projects: { ...QUIET, hot: [hot('x', 7), hot('z', 1)] } });
    const { known } = hourOf(a, b, awayOf('c', 'silent'));
    expect(hotOf(known).map(({ project, edits, on }) => [project, edits, on.report.address])).toEqual([
      ['x', 7, 'http://b:8080'],
      ['y', 1, 'http://a:8080'],
      ['z', 1, 'http://b:8080'],
    ]);
    const large = Array.from({ length: 12 }, (_, n) => ({
      project: `p${n}`,
      title: null,
      objects: 1,
      bytes: n,
    }));
    const many = hourOf(instanceOf('a', { projects: { ...QUIET, large } }));
    expect(largeOf(many.known).map(({ bytes }) => bytes)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  });

  it('and fail: those whose edits are not stored first, then the oldest', () => {
    const failing = [
      fails('l', 'load', 1),
      fails('s2', 'save', 3),
      fails('s1', 'save', 2),
      fails('j', 'journal', 9),
    ];
    const { known } = hourOf(instanceOf('a', { projects: { ...QUIET, failing } }));
    expect(failingOf(known).map(({ project }) => project)).toEqual(['j', 's1', 's2', 'l']);
  });

  it('have a name where no title is known', () => {
    expect(titleOf({ title: 'Garden', project: 'x' })).toBe('Garden');
    expect(titleOf({ title: null, project: '0c0c0c0c-0000' })).toBe('Project 0c0c0c0c');
  });
});

describe('what changed', () => {
  const at = (seconds: number, kind: string, more: Partial<ReportedChange> = {}) => ({
    ...{ at: NOON + seconds * 1_000, kind, project: `p${seconds}`, title: `P${seconds}` },
    ...more,
  });
  const lines = (...instances: Parameters<typeof answerOf>[0]) => {
    const hour = hourOf(...instances);
    return changesOf(hour, hour.known).map(
      ({ mark, text, on }) => `${mark}: ${text} @ ${on.report.address.slice(7, 8)}`,
    );
  };

  it('is told newest first, in words; of kinds that are not known here as well', () => {
    const started = { at: NOON - 9_000, kind: 'started', text: '0.2.0' };
    const changes = [
      started,
      at(1, 'restored', { text: 'to version 3' }),
      at(2, 'repainted'),
      at(3, 'lost', { title: null }),
    ];
    expect(lines(instanceOf('a', { changes }))).toEqual([
      'move: Lost to another instance: Project p3 @ a',
      'content: Repainted: P2 @ a',
      'content: Restored P1 (to version 3) @ a',
      'instance: Started (0.2.0) @ a',
    ]);
  });

  it('is one line for many of the same at about the same time', () => {
    const a = instanceOf('a', {
      changes: [at(0, 'took-over'), at(9, 'took-over'), at(20, 'took-over'), at(99, 'took-over')],
    });
    const b = instanceOf('b', { changes: [at(10, 'handed-over')] });
    expect(lines(a, b)).toEqual([
      'move: Took over P99 @ a',
      'move: Took over 3 projects @ a',
      'move: Handed over P10 @ b',
    ]);
  });

  it('calls instances by their names', () => {
    const other = awayOf('b', 'dead', { instance: 'bbbbbbbb-0000-4000-8000-000000000000' });
    const unknown = 'cccccccc-0000-4000-8000-000000000000';
    const changes = [
      at(1, 'took-over', { text: `from ${other.instance}` }),
      at(0, 'handed-over', { text: `to ${unknown}` }),
    ];
    expect(lines(instanceOf('a', { changes }), other)).toEqual([
      'move: Took over P1 (from b:8080) @ a',
      'move: Handed over P0 (to cccccccc) @ a',
    ]);
  });

  it('includes who is not heard any more, and since when', () => {
    const hour = learn(
      hourOf(instanceOf('a'), instanceOf('b')),
      answerOf([instanceOf('a'), awayOf('b', 'dead')]),
      NOON,
    );
    expect(changesOf(hour, hour.known)).toMatchObject([{ at: NOON, kind: 'dead', mark: 'instance' }]);
    expect(lines(instanceOf('a'), awayOf('b', 'dead')), 'where it was ever heard').toEqual([]);
  });
});
