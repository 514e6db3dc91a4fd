import { describe, expect, it } from 'vitest';
import { FIGURES } from '../../src/dashboard/model/figures.ts';
import { alone, cellOf, gridOf, seriesOf, spanOf, timeOf, topOf } from '../../src/dashboard/model/grid.ts';
import { type Hour, learn, sinceOf } from '../../src/dashboard/model/hour.ts';
import { after, answerOf, awayOf, instanceOf, NOON, STEP_MS, stepsOf } from './fake.ts';

const figure = (of: string) => {
  const found = FIGURES.find((figure) => figure.of === of);
  if (found === undefined) throw new Error(of);
  return found;
};
const later = (steps: number) => NOON + steps * STEP_MS;
const values = (hour: Hour, of: string) => seriesOf(figure(of), hour.known, gridOf(hour)).values;

describe('the hour', () => {
  it('is gathered from answers that tell only what is new', () => {
    const first = answerOf([instanceOf('a', { steps: stepsOf(720, { edits: 5 }) })]);
    let hour = learn(undefined, first, undefined);
    expect(sinceOf(hour)).toBe(NOON - STEP_MS);
    const second = answerOf([instanceOf('a', { steps: stepsOf(720, { edits: 10 }, later(2)) })], later(2));
    hour = learn(hour, after(second, sinceOf(hour)), sinceOf(hour));
    const [known] = hour.known;
    expect(known?.steps.edits.slice(-3)).toEqual([5, 10, 10]);
    expect(known?.steps.at.length).toBe(known?.steps.edits.length);
    expect(known?.steps.at[0]).toBeGreaterThanOrEqual(later(2) - 3_605_000);
    expect(new Set(known?.steps.at).size).toBe(known?.steps.at.length);
    expect(sinceOf(hour)).toBe(later(1));
  });

  it('asks from the one that is behind, and takes no step twice', () => {
    const steps = [stepsOf(10, { edits: 1 }), stepsOf(10, { edits: 1 }, later(-1))];
    let hour = learn(
      undefined,
      answerOf(steps.map((its, n) => instanceOf(`a${n}`, { steps: its }))),
      undefined,
    );
    const since = sinceOf(hour);
    expect(since).toBe(later(-2));
    const again = [stepsOf(10, { edits: 9 }), stepsOf(10, { edits: 9 })];
    const answer = answerOf(again.map((its, n) => instanceOf(`a${n}`, { steps: its })));
    hour = learn(hour, after(answer, since), since);
    expect(hour.known[0]?.steps.edits.at(-1)).toBe(1);
    expect(hour.known[1]?.steps.edits.at(-1)).toBe(9);
  });

  it('asks for everything once an instance that was silent answers again', () => {
    const a = instanceOf('a');
    let hour = learn(undefined, answerOf([a, awayOf('b', 'silent')]), undefined);
    expect(sinceOf(hour)).toBe(NOON - STEP_MS);
    const back = answerOf([a, instanceOf('b')]);
    hour = learn(hour, after(back, sinceOf(hour)), sinceOf(hour));
    expect(sinceOf(hour)).toBeUndefined();
    hour = learn(hour, back, undefined);
    expect(sinceOf(hour)).toBe(NOON - STEP_MS);
  });

  it('does not ask for everything because of one that has just been started', () => {
    const hour = learn(undefined, answerOf([instanceOf('a')]), undefined);
    const since = sinceOf(hour);
    const fresh = instanceOf('b', { started: NOON + 1_000, steps: stepsOf(1, {}, later(1)) });
    const next = learn(
      hour,
      after(answerOf([instanceOf('a', { steps: stepsOf(1, {}, later(1)) }), fresh]), since),
      since,
    );
    expect(sinceOf(next)).toBe(NOON);
  });

  it('keeps the past of one that is dead, and of one that is forgotten, for an hour', () => {
    const steps = stepsOf(720, { sessions: 3 });
    let hour = learn(undefined, answerOf([instanceOf('a', { steps })]), undefined);
    hour = learn(hour, answerOf([awayOf('a', 'dead')]), undefined);
    expect(hour.known[0]).toMatchObject({ isListed: true, steps: { sessions: steps.sessions } });
    hour = learn(hour, answerOf([], later(1)), undefined);
    expect(hour.known[0]).toMatchObject({ isListed: false, report: { state: 'dead' } });
    expect(hour.known[0]?.report.projects, 'what it told of now').toBeUndefined();
    hour = learn(hour, answerOf([], later(800)), undefined);
    expect(hour.known).toEqual([]);
  });

  it('knows nothing of figures that an older server does not tell', () => {
    const { loop: _, ...older } = stepsOf(3);
    const hour = learn(undefined, answerOf([instanceOf('a', { steps: older as never })]), undefined);
    expect(hour.known[0]?.steps.loop).toEqual([null, null, null]);
  });
});

describe('several instances', () => {
  const hour = learn(
    undefined,
    answerOf([
      instanceOf('a', { steps: stepsOf(720, { edits: 10, durable: 40, lag: 7, sessions: 2 }) }),
      instanceOf('b', { steps: stepsOf(6, { edits: 20, durable: null, lag: 90, sessions: 3 }) }),
    ]),
    undefined,
  );

  it('are added up where something is counted, and are the worst of them where somebody waits', () => {
    expect(values(hour, 'sessions').slice(-7)).toEqual([2, 5, 5, 5, 5, 5, 5]);
    expect(values(hour, 'edits').at(-1)).toBe((10 + 20) / 5);
    expect(values(hour, 'lag').slice(-7)).toEqual([7, 90, 90, 90, 90, 90, 90]);
    expect(seriesOf(figure('lag'), hour.known, gridOf(hour)).whose.slice(-7)).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });

  it('are not known where none of them is, which is not nothing', () => {
    expect(values(hour, 'durable').at(-1)).toBe(40);
    const one = seriesOf(figure('durable'), hour.known.slice(1), gridOf(hour));
    expect(one.values.every((value) => value === null)).toBe(true);
    const edits = seriesOf(figure('edits'), hour.known.slice(1), gridOf(hour));
    expect(edits.values.slice(-7)).toEqual([null, 4, 4, 4, 4, 4, 4]);
  });

  it('end with the last step that all who answer have told', () => {
    const steps = [stepsOf(720), stepsOf(720, {}, later(-1)), stepsOf(720, {}, later(-60))];
    const apart = learn(
      undefined,
      answerOf(steps.map((its, n) => instanceOf(`a${n}`, { steps: its }))),
      undefined,
    );
    const grid = gridOf(apart);
    expect(timeOf(grid, grid.cells - 1)).toBe(later(-2));
    expect(grid.cells).toBe(720);
  });

  it('of which one is away end with what the others tell', () => {
    const dead = learn(
      hour,
      answerOf([instanceOf('a', { steps: stepsOf(9, {}, later(9)) }), awayOf('b', 'dead')]),
      NOON,
    );
    const grid = gridOf(dead);
    expect(timeOf(grid, grid.cells - 1)).toBe(later(8));
    expect(cellOf(grid, later(8) + 1)).toBe(719);
    expect(cellOf(grid, later(9))).toBeUndefined();
  });

  it('are looked at in the last minutes of the hour, too', () => {
    const grid = gridOf(hour, 600_000);
    expect(timeOf(grid, 0)).toBe(NOON - 600_000);
    expect(seriesOf(figure('sessions'), hour.known, grid).values).toHaveLength(120);
    expect([spanOf(grid), spanOf(gridOf(hour))]).toEqual(['in the last 10 minutes', 'in the last hour']);
  });

  it('that have told nothing yet are an hour of which nothing is known', () => {
    const empty = learn(undefined, answerOf([instanceOf('a', { steps: stepsOf(0) })]), undefined);
    expect(timeOf(gridOf(empty), 719)).toBe(NOON - STEP_MS);
    expect(values(empty, 'edits').every((value) => value === null)).toBe(true);
  });
});

describe('a chart', () => {
  it('has a round top in the unit that it is told in, and leaves noise small', () => {
    const ms = { unit: 'ms', height: 100 } as const;
    expect(topOf([null, 3], ms)).toBe(100);
    expect(topOf([130], ms)).toBe(200);
    expect(topOf([900], ms)).toBe(1_000);
    expect(topOf([130_000], ms)).toBe(300_000);
    expect(topOf([3 * 1024 ** 3], { unit: 'bytes', height: 1024 })).toBe(5 * 1024 ** 3);
    expect(topOf([0.4], { unit: 'share', height: 1 })).toBe(1);
  });

  it('has a point where a line would not be seen', () => {
    expect(alone([1, null, 2, 3, null, 4])).toEqual([0, 5]);
    expect(alone([null, 1, null])).toEqual([1]);
  });
});
