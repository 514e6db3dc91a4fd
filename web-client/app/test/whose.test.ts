import { expect, it, vi } from 'vitest';
import { belongsTo, whose } from '../src/common/whose.ts';

it('the page begins again for somebody else, and not where the browser would forget who that is', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  });
  const begin = vi.fn();
  belongsTo(null, begin);
  expect(begin).not.toHaveBeenCalled();
  belongsTo('ada', begin);
  belongsTo('ada', begin);
  expect([begin.mock.calls.length, whose.get()]).toEqual([1, 'ada']);
  belongsTo(null, begin);
  expect([begin.mock.calls.length, whose.get()]).toEqual([2, '']);
  vi.stubGlobal('localStorage', undefined);
  belongsTo('bob', begin);
  expect(begin.mock.calls.length).toBe(2);
  vi.unstubAllGlobals();
});
