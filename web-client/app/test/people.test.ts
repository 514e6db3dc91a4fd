import { beforeEach, describe, expect, it } from 'vitest';
import { ActivityWatch, IDLE_MS } from '../src/board/controller/ActivityWatch.ts';
import { cursorHue, cursorId } from '../src/board/controller/cursorId.ts';
import {
  APART_MS,
  LEFT_ALONE_MS,
  NOTICE_MS,
  Summons,
  TOLD_MS,
  UNSEEN_MS,
} from '../src/board/controller/Summons.ts';
import { crowdOf, peopleOf } from '../src/board/share/people.ts';
import { colorOfHue, hueOfColor, hueOfName } from '../src/common/hue.ts';
import { colorOfPerson, hueOfUser, remember } from '../src/common/people.ts';
import { ownHue, personHue, personName } from '../src/common/person.ts';
import { Time } from './time.ts';

let time: Time;
beforeEach(() => {
  time = new Time();
});

describe('a colour', () => {
  it('is that of the person in every window and on every board, also under another name', () => {
    personName.set('Ada');
    personHue.set(undefined);
    expect(ownHue()).toBe(hueOfName('Ada'));
    personName.set('Ada L.');
    expect(ownHue()).toBe(hueOfName('Ada'));
    expect(colorOfPerson('Ada L.')).toBe(colorOfHue(hueOfName('Ada')));
  });

  it('of somebody else is the one they have told, and is known again by their name when they are gone', () => {
    expect(hueOfUser({ name: 'Bo', color: colorOfHue(120) })).toBe(120);
    expect(hueOfUser({ name: 'Bo' })).toBe(hueOfName('Bo'));
    remember('Bo', 120);
    expect(colorOfPerson('Bo')).toBe(colorOfHue(120));
    remember('Bo', hueOfName('Bo'));
    expect(colorOfPerson('Bo')).toBe(colorOfHue(hueOfName('Bo')));
  });

  it('is read as clients of all kinds tell it', () => {
    expect(hueOfColor('#1971c2')).toBe(210);
    expect(hueOfColor('#ff0000')).toBe(0);
    expect(hueOfColor('hsl(123, 4%, 5%)')).toBe(120);
    for (const none of ['#808080', 'red', 'hsl(999 1% 1%)', 7, undefined, `#${'f'.repeat(9)}`]) {
      expect(hueOfColor(none)).toBeUndefined();
    }
  });

  it('is that of the cursor, which has an id of its own', () => {
    const hues = ['Ada', 'Bo', 'Ада', 'Anonymous Fox', ''].map(hueOfName);
    for (const hue of [...hues, 0, 360]) expect(cursorHue(cursorId('s2', hue)) % 360).toBe(hue % 360);
    expect(cursorId('s2', 120)).not.toBe(cursorId('s3', 120));
  });
});

describe('a crowd', () => {
  it('is counted with those of whom nothing is known', () => {
    const peers = new Map([['s2', { user: {}, state: null }]]);
    expect(crowdOf({ here: 1204, peers })).toEqual({ here: 1204, unknown: 1202 });
    expect(crowdOf({ here: 2, peers })).toBeUndefined();
  });
});

describe('who is here', () => {
  const peer = (name: string, hue: number, activity?: string) => ({
    user: { name, color: colorOfHue(hue) },
    state: activity === undefined ? null : { activity },
  });

  it('is oneself and the others by name, each once, as present as in their most present window', () => {
    const peers = [
      peer('Zoe', 10, 'away'),
      peer('Bo', 120, 'away'),
      peer('Bo', 120, 'idle'),
      peer('Bo', 200),
      peer('Ada', 40, 'away'),
    ];
    expect(peopleOf(peers, { name: 'Ada', hue: 40 })).toEqual([
      { name: 'Ada', hue: 40, activity: 'active', windows: 2, isOwn: true },
      { name: 'Bo', hue: 120, activity: 'idle', windows: 2, isOwn: false },
      { name: 'Bo', hue: 200, activity: 'active', windows: 1, isOwn: false },
      { name: 'Zoe', hue: 10, activity: 'away', windows: 1, isOwn: false },
    ]);
  });
});

describe('activity', () => {
  it('is told when it changes and not at each input: idle after a minute, away where the page is hidden', () => {
    const told: string[] = [];
    let isHidden = false;
    const page = new EventTarget();
    const watch = new ActivityWatch({ ...time, page, isHidden: () => isHidden }, (now) => told.push(now));
    time.pass(IDLE_MS - 1);
    page.dispatchEvent(new Event('pointermove'));
    time.pass(IDLE_MS - 1);
    expect(told).toEqual([]);
    time.pass(1);
    expect(told).toEqual(['idle']);
    for (let at = 0; at < 100; at++) page.dispatchEvent(new Event('keydown'));
    isHidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    time.pass(10 * IDLE_MS);
    expect(told).toEqual(['idle', 'active', 'away']);
    isHidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    expect(told.at(-1)).toBe('idle');
    watch.close();
    page.dispatchEvent(new Event('keydown'));
    expect(told.length).toBe(4);
  });
});

describe('bringing everybody to one', () => {
  let log: string[];
  let isBusy: boolean;
  let isPainted: boolean;
  let paint = (): boolean => false;
  const made = () => {
    let count = 0;
    return new Summons({
      ...time,
      word: () => `w${++count}`,
      tell: (word) => log.push(`tell ${word}`),
      isBusy: () => isBusy,
      announce: (session, shown) => {
        log.push(`announce ${session}`);
        if (isPainted) shown();
        else paint = shown;
      },
      ask: (session) => log.push(`ask ${session}`),
      bring: (session) => log.push(`bring ${session}`),
      stayed: () => log.push('stayed'),
    });
  };
  const hear = (summons: Summons, words: Record<string, string | undefined>) =>
    summons.hear(new Map(Object.entries(words)));
  beforeEach(() => {
    log = [];
    isBusy = false;
    isPainted = true;
  });

  it('is told for a moment, and not again at once', () => {
    const summons = made();
    expect(summons.summon()).toBe(true);
    expect(summons.summon()).toBe(false);
    time.pass(TOLD_MS);
    expect(log).toEqual(['tell w1', 'tell undefined']);
    time.pass(APART_MS - TOLD_MS);
    expect(summons.summon()).toBe(true);
  });

  it('is announced, and then done, once for each word', () => {
    const summons = made();
    hear(summons, { a: undefined });
    hear(summons, { a: 'x' });
    time.pass(NOTICE_MS);
    hear(summons, { a: 'x' });
    hear(summons, { a: undefined });
    time.pass(APART_MS);
    expect(log).toEqual(['announce a', 'bring a']);
  });

  it('is done three seconds after the person can see that it will be, however late that is', () => {
    isPainted = false;
    const summons = made();
    hear(summons, { a: undefined });
    hear(summons, { a: 'x' });
    time.pass(2 * NOTICE_MS);
    expect(log).toEqual(['announce a']);
    paint();
    time.pass(NOTICE_MS - 1);
    expect(log).toEqual(['announce a']);
    time.pass(1);
    expect(log).toEqual(['announce a', 'bring a']);
  });

  it('is not declined by what the person did before they could see it', () => {
    isPainted = false;
    const summons = made();
    hear(summons, { a: undefined });
    hear(summons, { a: 'x' });
    summons.stay();
    expect(paint()).toBe(true);
    // A component may be mounted twice.
    expect(paint()).toBe(true);
    time.pass(NOTICE_MS);
    expect(log).toEqual(['announce a', 'bring a']);
  });

  it('is a question where something else is shown instead, and brings nobody who has not been told', () => {
    isPainted = false;
    const summons = made();
    hear(summons, { a: undefined });
    hear(summons, { a: 'x' });
    time.pass(UNSEEN_MS);
    expect(paint()).toBe(false);
    summons.stay();
    isPainted = true;
    hear(summons, { a: undefined });
    time.pass(APART_MS);
    hear(summons, { a: 'y' });
    time.pass(NOTICE_MS);
    expect(log).toEqual(['announce a', 'ask a', 'announce a', 'bring a']);
  });

  it('does not concern who comes while it is told', () => {
    hear(made(), { a: 'x' });
    time.pass(NOTICE_MS);
    expect(log).toEqual([]);
  });

  it('concerns who is here also where the one who asks was not known before, as in a crowd', () => {
    const summons = made();
    hear(summons, { a: undefined });
    hear(summons, { a: undefined, b: 'x' });
    expect(log).toEqual([]);
    time.pass(TOLD_MS + 1);
    hear(summons, { a: undefined, b: 'x', c: 'y' });
    time.pass(NOTICE_MS);
    expect(log).toEqual(['announce c', 'bring c']);
  });

  it('is declined by doing anything, and then only asked about for a while', () => {
    const summons = made();
    hear(summons, { a: undefined });
    hear(summons, { a: 'x' });
    summons.stay();
    time.pass(APART_MS);
    hear(summons, { a: 'y' });
    time.pass(LEFT_ALONE_MS);
    summons.stay();
    expect(log).toEqual(['announce a', 'stayed', 'ask a']);
  });

  it('asks who is in the middle of something', () => {
    const summons = made();
    isBusy = true;
    hear(summons, { a: undefined });
    hear(summons, { a: 'x' });
    time.pass(NOTICE_MS);
    expect(log).toEqual(['ask a']);
  });

  it('cannot be done in a loop: by one, by several, or by one who comes and goes', () => {
    const summons = made();
    for (let at = 0; at < 600; at++) {
      hear(summons, { a: `x${at}`, b: `y${at}`, ...(at % 2 === 0 && { c: `z${at}` }) });
      time.pass(100);
    }
    expect(log.filter((line) => line.startsWith('bring')).length).toBeLessThanOrEqual(60_000 / APART_MS);
  });
});
