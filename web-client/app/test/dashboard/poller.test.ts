import type { Dashboard } from '@easel/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Poller } from '../../src/dashboard/state/Poller.ts';
import { after, answerOf, instanceOf, NOON, stepsOf } from './fake.ts';

describe('the poller', () => {
  let asked: { at: number; since: number | undefined }[];
  let answer: (since: number | undefined) => Promise<Dashboard>;
  const served = async (since: number | undefined) => {
    const now = Math.floor(Date.now() / 5_000) * 5_000;
    return after(answerOf([instanceOf('a', { steps: stepsOf(720, {}, now) })], now), since);
  };
  const poller = () =>
    new Poller((since) => {
      asked.push({ at: (Date.now() - NOON) / 1_000, since });
      return answer(since);
    });
  const times = () => asked.map(({ at }) => at);

  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
    asked = [];
    answer = served;
  });
  afterEach(() => vi.useRealTimers());

  it('asks at once, and every five seconds for what is new', async () => {
    const poll = poller();
    poll.resume();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([
      { at: 0, since: undefined },
      { at: 5, since: NOON - 5_000 },
      { at: 10, since: NOON },
    ]);
    expect(poll.reception.get()).toMatchObject({ heardAt: NOON + 10_000, problem: undefined, isLost: false });
    poll.pause();
  });

  it('does not ask twice at once, and keeps its pace where answers are slow', async () => {
    answer = async (since) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      return served(since);
    };
    const poll = poller();
    poll.resume();
    poll.now();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(times()).toEqual([0, 5, 10]);
    poll.pause();
  });

  it('asks less often while nobody answers, says since when, and is back at once', async () => {
    const poll = poller();
    poll.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    answer = () => Promise.reject(new TypeError('no network'));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(poll.reception.get(), 'one lost call is no alarm').toMatchObject({ heardAt: NOON, isLost: false });
    expect(poll.reception.get().problem).toBeInstanceOf(TypeError);
    await vi.advanceTimersByTimeAsync(95_000);
    expect(times()).toEqual([0, 5, 10, 20, 40, 70, 100]);
    expect(poll.reception.get()).toMatchObject({ heardAt: NOON, isLost: true });
    expect(poll.reception.get().hour, 'what is known stays').toBeDefined();
    answer = served;
    poll.now();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times().slice(-2)).toEqual([100, 105]);
    expect(poll.reception.get()).toMatchObject({
      heardAt: NOON + 105_000,
      problem: undefined,
      isLost: false,
    });
    poll.pause();
  });

  it('tells at once that nobody answers where nobody ever has, or for long', async () => {
    answer = () => Promise.reject(new TypeError('no network'));
    const first = poller();
    first.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(first.reception.get()).toMatchObject({ heardAt: undefined, isLost: true });
    first.pause();
    answer = served;
    const second = poller();
    second.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    answer = () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 8_000));
    await vi.advanceTimersByTimeAsync(12_000);
    expect(second.reception.get().isLost).toBe(true);
    second.pause();
  });

  it('does not ask while it is paused, also where a call was on its way', async () => {
    const poll = poller();
    poll.resume();
    poll.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(times()).toEqual([0]);
    poll.resume();
    poll.resume();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times()).toEqual([0, 60, 65]);
    poll.pause();
  });
});
