import type { InstanceReport } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/dashboard/model/facts.ts';
import { type Hour, learn } from '../../src/dashboard/model/hour.ts';
import { verdictOf } from '../../src/dashboard/model/verdict.ts';
import { answerOf, awayOf, instanceOf, NOON, QUIET, stepsOf } from './fake.ts';

const hourOf = (...instances: InstanceReport[]): Hour => learn(undefined, answerOf(instances), undefined);
const judged = (...instances: InstanceReport[]) => verdictOf(hourOf(...instances), undefined);
const fact = (place: number, ...instances: InstanceReport[]) => factsOf(hourOf(...instances))[place];
const failing = (what: 'journal' | 'save' | 'load', title: string | null = 'Garden') => ({
  ...{ project: '0c0c0c0c-0000-4000-8000-000000000000', title, what, reason: 'no space', saved: null },
  since: NOON - 600_000,
});

describe('the verdict', () => {
  it('is that all work is safe, at rest and under load, and while an instance ends', () => {
    expect(judged(instanceOf('a'))).toEqual({
      level: 'safe',
      headline: 'All work is safe',
      detail: 'Every edit that was made is stored in the database.',
      more: [],
    });
    const busy = instanceOf('a', { steps: stepsOf(9, { lag: 120, undurable: 9_000 }) });
    const ending = instanceOf('b', {
      state: 'draining',
      ready: false,
      reasons: ['leaving'],
      problems: ['it ends'],
    });
    expect(judged(busy, ending)).toMatchObject({
      level: 'safe',
      detail: 'Edits are stored as they come: the oldest has waited for 120 ms.',
    });
  });

  it('is that edits are not being saved where the database is away: why, and since when', () => {
    const stopped = (name: string) =>
      instanceOf(name, {
        ready: false,
        reasons: ['database-unreachable', 'journal-failing', 'unsaved-too-long'],
        problems: ['the database does not answer', 'another one'],
        since: NOON - 180_000,
        steps: stepsOf(9, { lag: 170_000, undurable: 2_048, unsaved: 200_000 }),
        projects: { ...QUIET, failing: [failing('save')] },
      });
    const all = judged(stopped('a'), stopped('b'));
    expect(all.level).toBe('danger');
    expect(all.headline).toBe('Edits are not being saved: the database does not answer since 11:57');
    expect(all.detail).toContain('2.8 min (4 kB wait). Nothing that was called saved is lost');
    expect(all.more, 'what has the same cause is not told again').toEqual([]);
    const one = judged(instanceOf('a'), stopped('b'));
    expect(one.headline).toBe(
      'Edits are not being saved on b:8080: the database does not answer since 11:57',
    );
  });

  it('is the same where nobody edits, and where no reason is given in words', () => {
    const full = {
      ready: false,
      reasons: ['journal-failing'],
      problems: ['disk full'],
      since: NOON,
    } as const;
    expect(judged(instanceOf('a', full)).headline).toBe('Edits are not being saved: disk full since 12:00');
    const frozen = instanceOf('a', { ready: false, reasons: ['lease-run-out'], problems: [] });
    expect(judged(frozen).headline).toBe('Edits are not being saved');
  });

  it('is the same where edits only wait, whatever the servers think', () => {
    const late = (lag: number) => instanceOf('a', { steps: stepsOf(9, { lag, undurable: 9 }) });
    expect(judged(late(60_000)).headline).toBe(
      'Edits are not being saved since 11:59: the database takes none',
    );
    expect(judged(late(3_000))).toMatchObject({
      level: 'warning',
      headline: 'Work is safe, but storing is slow: the oldest edit has waited for 3 s',
    });
  });

  it('names a project whose edits are not saved', () => {
    const projects = { ...QUIET, failing: [failing('load', null), failing('journal')] };
    expect(judged(instanceOf('a', { projects }))).toMatchObject({
      level: 'danger',
      headline: 'Edits of Garden are not being saved since 11:50 (no space)',
    });
  });

  it('is that work is safe, but somebody is away, or only the rows are late', () => {
    const a = instanceOf('a');
    expect(judged(a, awayOf('b', 'silent')).headline).toBe(
      'Work is safe, but one instance is silent (b:8080)',
    );
    expect(judged(a, awayOf('b', 'dead'), awayOf('c', 'dead'))).toMatchObject({
      level: 'warning',
      headline: 'Work is safe, but 2 instances are dead (b:8080, c:8080)',
    });
    const rows = { ready: false, reasons: ['unsaved-too-long'], problems: ['no save succeeds'] } as const;
    expect(judged(instanceOf('a', { ...rows, steps: stepsOf(9, { unsaved: 70_000 }) })).headline).toBe(
      'Work is safe, but the rows are written late: the oldest change has waited for 1.2 min',
    );
    const projects = { ...QUIET, failing: [failing('save'), failing('load', null)] };
    expect(judged(instanceOf('a', { projects }), awayOf('b', 'silent'))).toMatchObject({
      headline: 'Work is safe, but one instance is silent (b:8080)',
      more: ['The rows of Garden are not written since 11:50 (no space).'],
    });
  });

  it('does not count a dead one in whose place another one runs', () => {
    const successor = instanceOf('b', { instance: 'other', started: NOON - 1_000 });
    expect(judged(instanceOf('a'), awayOf('b', 'dead'), successor).level).toBe('safe');
  });

  it('is that nothing is known where nothing is heard', () => {
    expect(verdictOf(undefined, undefined).level).toBe('unknown');
    const lost = { heardAt: NOON, why: 'No server can be reached.' };
    expect(verdictOf(hourOf(instanceOf('a')), lost)).toEqual({
      level: 'unknown',
      headline: 'Nothing heard since 12:00:00',
      detail: 'Whether work is safe is not known. No server can be reached. What is below is of that time.',
      more: [],
    });
    expect(verdictOf(undefined, { ...lost, heardAt: undefined }).headline).toBe(
      'Nothing heard from the servers',
    );
    expect(judged(instanceOf('a', { steps: stepsOf(0) })).detail).toContain('not known yet');
  });
});

describe('the figures beside the verdict', () => {
  const late = instanceOf('a', {
    steps: stepsOf(9, { lag: 3_000, undurable: 1_024, unsaved: 61_000, dirty: 2 }),
  });

  it('are the worst wait, and the sum of what waits', () => {
    const other = instanceOf('b', { steps: stepsOf(9, { lag: 10, undurable: 1_024, dirty: 1 }) });
    expect(fact(0, late, other)).toMatchObject({ value: '3 s', more: '2 kB wait', degree: 'late' });
    expect(fact(1, late, other)).toMatchObject({
      value: '1 min',
      more: '3 projects to save',
      degree: 'late',
    });
    expect(fact(0, instanceOf('a'))).toMatchObject({
      value: '0 ms',
      more: 'all edits are stored',
      degree: '',
    });
    expect(fact(0, instanceOf('a', { steps: stepsOf(0) }))).toMatchObject({ value: '–' });
    expect(fact(1, instanceOf('a', { steps: stepsOf(0) }))).toMatchObject({ value: '–' });
  });

  it('count what failed in the hour, and tell what fails now', () => {
    const failed = (row: number) => (row === 3 ? 4 : 0);
    const steps = stepsOf(720, { failures: failed });
    expect(fact(2, instanceOf('a', { steps }))).toMatchObject({
      value: '4',
      more: 'none in the last minute',
      degree: '',
    });
    const now = stepsOf(9, { failures: failed });
    expect(fact(2, instanceOf('a', { steps: now }))).toMatchObject({
      more: '4 in the last minute',
      degree: 'late',
    });
    const projects = { ...QUIET, failing: [failing('journal')] };
    expect(fact(2, instanceOf('a', { projects }))).toMatchObject({
      more: '1 project failing now',
      degree: 'bad',
    });
  });

  it('count the instances that serve', () => {
    const a = instanceOf('a');
    expect(fact(3, a)).toMatchObject({ value: '1 of 1', more: 'all serve', degree: '' });
    expect(fact(3, a, awayOf('b', 'dead'), awayOf('c', 'silent'))).toMatchObject({
      ...{ value: '1 of 3', more: '1 silent, 1 dead', degree: 'late' },
    });
    const ending = instanceOf('b', { state: 'draining', ready: false });
    expect(fact(3, a, ending)).toMatchObject({ value: '1 of 2', more: '1 ending', degree: '' });
    expect(fact(3, instanceOf('a', { ready: false }))).toMatchObject({
      value: '0 of 1',
      more: 'not all are ready',
    });
    const omitted = learn(undefined, { ...answerOf([a]), omitted: 2 }, undefined);
    expect(factsOf(omitted)[3]).toMatchObject({ more: '2 not shown' });
  });
});
