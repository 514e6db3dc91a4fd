import { describe, expect, it } from 'vitest';
import { Part } from '../src/common/Part.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the code of a part of a page', () => {
  it('is loaded when it is asked for, and once', async () => {
    let asked = 0;
    const part = new Part(async () => ({ default: `code ${++asked}` }));
    expect([asked, part.state.get()]).toEqual([0, { code: undefined, isBroken: false }]);
    part.load();
    part.load();
    await settled();
    part.load();
    expect([asked, part.state.get()]).toEqual([1, { code: 'code 1', isBroken: false }]);
  });

  it('may fail to load, which is told and does not throw, and is loaded the next time', async () => {
    let isThere = false;
    const part = new Part(async () => {
      if (!isThere) throw new TypeError('Failed to fetch dynamically imported module');
      return { default: 'code' };
    });
    const told: boolean[] = [];
    part.state.subscribe(() => told.push(part.state.get().isBroken));
    part.load();
    await settled();
    isThere = true;
    part.load();
    await settled();
    expect(part.state.get()).toEqual({ code: 'code', isBroken: false });
    expect(told).toEqual([false, true, false, false]);
  });
});
