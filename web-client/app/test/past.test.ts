import type { DeletedObject, HistoryEntry, HistoryEvent, Props, Version } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { deletionsOf } from '../src/board/past/deletions.ts';
import { played, playTimes } from '../src/board/past/playback.ts';
import { endInWords, namesOf, olderEntries, sectionsOf } from '../src/board/past/sections.ts';
import { BrokenTimeline, Timeline } from '../src/board/past/timeline.ts';
import { dayInWords, timesOfDay } from '../src/board/past/times.ts';
import {
  authorshipOf,
  leftInWords,
  namedInWords,
  objectInWords,
  partsInWords,
  peopleInWords,
  whatHappened,
} from '../src/board/past/words.ts';

const event = (seq: number, by: string, ...changes: HistoryEvent['changes']): HistoryEvent => ({
  seq,
  at: seq * 1_000,
  by,
  author: `${by}'s`,
  changes,
});
const put = (id: string, props: Props) => ({ op: 'put', id, props }) as const;
const patch = (id: string, set: Props) => ({ op: 'patch', id, set }) as const;
const remove = (id: string) => ({ op: 'delete', id }) as const;

describe('a timeline', () => {
  const made = () => {
    const objects = [
      { id: 'a', props: { x: 1 } },
      { id: 'b', props: { x: 2 } },
    ];
    const timeline = new Timeline(10, objects, 10_000);
    timeline.append([
      event(11, 'Ada', patch('a', { x: 5 }), put('c', { x: 3 })),
      event(12, 'Bo', remove('b'), patch('c', { x: 4 })),
      event(13, 'Ada', put('b', { x: 9 }), remove('c')),
    ]);
    return timeline;
  };
  const at = (timeline: Timeline) => Object.fromEntries(timeline.objects);

  it('has the canvas at each seq, in whatever order they are gone to', () => {
    const timeline = made();
    const states = {
      10: { a: { x: 1 }, b: { x: 2 } },
      11: { a: { x: 5 }, b: { x: 2 }, c: { x: 3 } },
      12: { a: { x: 5 }, c: { x: 4 } },
      13: { a: { x: 5 }, b: { x: 9 } },
    } as const;
    for (const seq of [13, 10, 12, 11, 10, 13, 12, 13] as const) {
      timeline.go(seq);
      expect([timeline.seq, timeline.at, at(timeline)]).toEqual([seq, seq * 1_000, states[seq]]);
    }
  });

  it('tells which objects may be different after a walk, and no others', () => {
    const timeline = made();
    expect([...timeline.go(11)]).toEqual(['a', 'c']);
    expect([...timeline.go(13)].sort()).toEqual(['b', 'c']);
    expect([...timeline.go(13)]).toEqual([]);
    expect([...timeline.go(10)].sort()).toEqual(['a', 'b', 'c']);
  });

  it('stays within what it knows', () => {
    const timeline = made();
    timeline.go(99);
    expect(timeline.seq).toBe(13);
    timeline.go(0);
    expect(timeline.seq).toBe(10);
  });

  it('tells what is different from its beginning, and who did it last', () => {
    const timeline = made();
    timeline.go(12);
    expect(Object.fromEntries(timeline.changed())).toEqual({
      a: { by: 'Ada', how: 'changed' },
      b: { by: 'Bo', how: 'deleted' },
      c: { by: 'Bo', how: 'added' },
    });
    timeline.go(13);
    expect([...timeline.changed().keys()].sort()).toEqual(['a', 'b']);
    timeline.go(10);
    expect(timeline.changed().size).toBe(0);
  });

  it('takes several changes of one object in one event together', () => {
    const timeline = new Timeline(0, [], undefined);
    timeline.append([event(1, 'Ada', put('a', { x: 1 }), remove('a'), put('a', { x: 2 }))]);
    timeline.go(1);
    expect(at(timeline)).toEqual({ a: { x: 2 } });
    timeline.go(0);
    expect(at(timeline)).toEqual({});
  });

  it('goes on with more events, wherever it stands', () => {
    const timeline = made();
    timeline.go(11);
    timeline.append([event(14, 'Bo', patch('b', { x: 10 }))]);
    expect(at(timeline)).toEqual({ a: { x: 5 }, b: { x: 2 }, c: { x: 3 } });
    timeline.go(14);
    expect(at(timeline)).toEqual({ a: { x: 5 }, b: { x: 10 } });
  });

  it('refuses events that do not follow', () => {
    expect(() => made().append([event(15, 'Ada')])).toThrow(BrokenTimeline);
    expect(() => made().append([event(14, 'Ada', patch('z', { x: 1 }))])).toThrow('object z does not exist');
  });
});

describe('play', () => {
  it('keeps the pace, but not the pauses', () => {
    expect(playTimes([5_000, 5_100, 65_100, 65_000])).toEqual([0, 100, 600, 600]);
    expect(playTimes([])).toEqual([]);
  });

  it('takes twenty seconds at most', () => {
    const times = playTimes(Array.from({ length: 1_001 }, (_, at) => at * 60_000));
    expect(times.at(-1)).toBe(20_000);
    expect(times[500]).toBe(10_000);
  });

  it('counts what has come', () => {
    expect([-1, 0, 9, 10, 99].map((now) => played([0, 10, 10, 20], now))).toEqual([0, 1, 1, 3, 4]);
  });
});

const entry = (from: number, to: number, ended: Date, authors = 'Ada'): HistoryEntry => ({
  from,
  to,
  began: ended.getTime() - 60_000,
  ended: ended.getTime(),
  events: to - from + 1,
  authors: authors.split(' ').map((by) => ({ by, author: `${by}'s`, events: to - from + 1 })),
});
const version = (name: string | null, headSeq: number, more: Partial<Version> = {}): Version => ({
  ...{ id: `v${headSeq}`, name, kind: name === null ? 'auto' : 'manual', createdAt: 0, createdBy: 'Ada' },
  ...{ baseSeq: headSeq, headSeq, active: false },
  ...more,
});
const [monday, tuesday] = [new Date(2026, 4, 4, 12), new Date(2026, 4, 5, 12)];

describe('the line of what happened', () => {
  const entries = [
    entry(31, 40, tuesday),
    entry(21, 30, tuesday, 'Bo Ada'),
    entry(11, 20, monday, 'Ada'),
    entry(1, 10, monday),
  ];
  const shape = (versions: readonly Version[], hasMore = false) =>
    sectionsOf(entries, versions, hasMore).map(({ version, days }) => [
      version?.name ?? 'now',
      ...days.map(({ entries }) => entries.map(({ entry: { from } }) => from)),
    ]);

  it('is grouped by day', () => {
    expect(shape([])).toEqual([['now', [31, 21], [11, 1]]]);
  });

  it('tells a day by the same moment while entries of it grow', () => {
    const daysOf = (newest: HistoryEntry) =>
      sectionsOf([newest, ...entries.slice(1)], [], false).flatMap(({ days }) => days.map(({ at }) => at));
    const grown = entry(31, 44, new Date(tuesday.getTime() + 60_000));
    expect(daysOf(grown)).toEqual(daysOf(entries[0] as HistoryEntry));
  });

  it('is folded between versions with a name', () => {
    expect(shape([version('First', 10), version('Second', 30)])).toEqual([
      ['now', [31]],
      ['Second', [21], [11]],
      ['First', [1]],
    ]);
    const [, folded] = sectionsOf(entries, [version('Second', 30)], false);
    expect(folded).toMatchObject({ events: 30, authors: ['Ada', 'Bo'] });
  });

  it('has nothing before the first version where that is the present', () => {
    expect(shape([version('Now', 40)])).toEqual([['Now', [31, 21], [11, 1]]]);
  });

  it('shows the version that goes on where it began', () => {
    expect(shape([version('Draft', 40, { baseSeq: 20, active: true })])).toEqual([
      ['now', [31, 21]],
      ['Draft', [11, 1]],
    ]);
  });

  it('marks where the server made a version, and does not fold there', () => {
    const sections = sectionsOf(entries, [version(null, 30), version(null, 40, { active: true })], false);
    const marked = sections.flatMap(({ days }) => days.flatMap(({ entries }) => entries));
    expect(sections).toHaveLength(1);
    expect(marked.filter(({ isMarked }) => isMarked).map(({ entry: { to } }) => to)).toEqual([30]);
  });

  it('leaves out versions whose entries are not read yet', () => {
    const old = entries.slice(0, 2);
    expect(sectionsOf(old, [version('First', 10)], true)).toHaveLength(1);
    expect(sectionsOf(old, [version('First', 10)], false)).toHaveLength(2);
  });

  it('says at its end that what was before is not kept, where it does not begin with the first event', () => {
    expect(endInWords([])).toBeUndefined();
    expect(endInWords(entries)).toBeUndefined();
    expect(endInWords(entries.slice(0, 1))).toContain('not kept any more');
  });

  it('counts a person with two browsers once', () => {
    expect(namesOf([entry(1, 5, monday, 'Bo Bo Ada')])).toEqual(['Bo', 'Ada']);
  });

  it('keeps the older entries when its first page is read again, if they follow', () => {
    const page = [entry(41, 45, tuesday), entry(31, 40, tuesday)];
    expect(olderEntries(entries, page).map(({ to }) => to)).toEqual([30, 20, 10]);
    expect(olderEntries(entries, [entry(61, 70, tuesday)])).toEqual([]);
    expect(olderEntries(entries, [])).toEqual([]);
  });
});

describe('deletions', () => {
  const gone = (id: string, seq: number, by = 'Ada'): DeletedObject => ({
    ...{ id, props: {}, seq, at: seq * 1_000, by, author: `${by}'s` },
  });

  it('are what one person deleted together, to be had from before the first of it', () => {
    const deletions = deletionsOf([
      gone('e', 22),
      gone('d', 22),
      gone('c', 21),
      gone('b', 20, 'Bo'),
      gone('a', 12, 'Bo'),
    ]);
    expect(
      deletions.map(({ by, before, objects }) => [by, before, objects.map(({ id }) => id).join('')]),
    ).toEqual([
      ['Ada', 20, 'edc'],
      ['Bo', 19, 'b'],
      ['Bo', 11, 'a'],
    ]);
    expect(deletions[0]?.at).toBe(22_000);
  });

  it('are told when they are whole', () => {
    const objects = [gone('c', 22), gone('b', 12), gone('a', 12)];
    expect(deletionsOf(objects, true).map(({ before }) => before)).toEqual([21]);
    expect(deletionsOf(objects, false).map(({ before }) => before)).toEqual([21, 11]);
  });
});

describe('words', () => {
  it('say what an object is', () => {
    expect(objectInWords({ type: 'rectangle' })).toBe('Rectangle');
    expect(objectInWords({ type: 'text', text: ' two\nlines ' })).toBe('Text “two lines”');
    expect(objectInWords({ type: 'text', text: 'x'.repeat(50) })).toBe(`Text “${'x'.repeat(40)}…”`);
    expect(objectInWords({ type: 'frame', name: 'Plan' })).toBe('Frame “Plan”');
    expect(objectInWords({ type: 'sensor' })).toBe('Object');
  });

  it('call properties as people do, each once', () => {
    expect(partsInWords(['y', 'x', 'temperature', 'text', 'originalText'])).toEqual([
      'text',
      'position',
      'details',
    ]);
  });

  it('tell who wrote what, the last first', () => {
    const by = (seq: number, name: string) => ({ seq, at: seq, by: name, author: name });
    expect(authorshipOf({ x: by(3, 'Ada'), y: by(3, 'Ada'), type: by(1, 'Bo'), angle: by(7, 'Bo') })).toEqual(
      [
        { ...by(7, 'Bo'), parts: ['angle'] },
        { ...by(3, 'Ada'), parts: ['position'] },
        { ...by(1, 'Bo'), parts: ['details'] },
      ],
    );
  });

  it('tell what happened to one of the objects of an event', () => {
    const changes = [put('a', {}), patch('b', { x: 1, width: 2 }), remove('c')];
    expect(['a', 'b', 'c'].map((id) => whatHappened(changes, id))).toEqual([
      'made it',
      'changed position, size',
      'deleted it',
    ]);
  });

  it('tell what stays of each object', () => {
    const changed = (object: string, property: string | null) =>
      ({ object, property, reason: 'changed' }) as const;
    const gone = { object: 'c', property: null, reason: 'deleted' } as const;
    const props = new Map([['a', { type: 'text', text: 'Hi' }]]);
    const skipped = [changed('a', 'x'), changed('b', null), changed('a', 'strokeColor'), gone];
    expect(leftInWords(skipped, (id) => props.get(id))).toEqual([
      'Text “Hi”: position, colour',
      'Object: changed since',
      'Object: deleted since',
    ]);
  });

  it('name people, of many only the first', () => {
    const names = ['Ada', 'Bo', 'Cy', 'Di'];
    expect([1, 2, 3, 4].map((count) => peopleInWords(names.slice(0, count)))).toEqual([
      'Ada',
      'Ada and Bo',
      'Ada, Bo and Cy',
      'Ada, Bo and 2 others',
    ]);
  });

  it('tell when a version was named, and by whom where that is known', () => {
    const named = { createdAt: monday.getTime() };
    expect(namedInWords(version('First', 10, named), tuesday.getTime())).toBe(
      'Named by Ada · Yesterday, 12:00',
    );
    const byNobody = version('First', 10, { ...named, createdBy: null });
    expect(namedInWords(byNobody, tuesday.getTime())).toBe('Named: Yesterday, 12:00');
  });

  it('tell days and times', () => {
    const now = new Date(2026, 4, 6, 9).getTime();
    const at = (...date: [number, number, number]) => dayInWords(new Date(...date).getTime(), now);
    expect(at(2026, 4, 6)).toBe('Today');
    expect(at(2026, 4, 5)).toBe('Yesterday');
    expect(at(2026, 4, 4)).toBe('Monday, May 4');
    expect(at(2025, 4, 6)).toBe('May 6, 2025');
    const noon = monday.getTime();
    expect(timesOfDay(noon, noon + 30_000)).toBe('12:00');
    expect(timesOfDay(noon, noon + 125_000)).toBe('12:00 – 12:02');
    expect(timesOfDay(noon, noon + 86_400_000)).toBe('12:00 – 12:00');
  });
});
