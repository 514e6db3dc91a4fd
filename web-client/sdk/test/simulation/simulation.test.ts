import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFECTS } from './defects.ts';
import { World } from './world.ts';

/** `SEEDS=5000 npm test -- simulation` runs more; `SEED=17` runs one; `DEFECT=0` looks for one that notices it. */
const one = process.env.SEED;
const first = one === undefined ? 1 : Number(one);
const last = one === undefined ? Number(process.env.SEEDS ?? 100) : first;

afterEach(() => void vi.restoreAllMocks());

it(`worlds ${first} to ${last}: all see the same in the end, and nothing that was made is lost`, async () => {
  if (process.env.DEFECT !== undefined) DEFECTS[Number(process.env.DEFECT)]?.make();
  for (let seed = first; seed <= last; seed++) await survive(seed);
}, 600_000);

describe.skipIf(one !== undefined).each(DEFECTS)('$name', ({ seed, make }) => {
  it(`is noticed in world ${seed}`, async () => {
    make();
    await expect(survive(seed)).rejects.toThrow(`SEED=${seed}`);
  }, 60_000);

  it(`else world ${seed} keeps all`, () => survive(seed), 60_000);
});

async function survive(seed: number): Promise<void> {
  try {
    await new World(seed).run();
  } catch (cause) {
    throw new Error(`SEED=${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

it('the same seed tells the same story', async () => {
  const stories = await Promise.all([1, 1, 2].map((seed) => new World(seed).run()));
  expect(stories[0]).toBe(stories[1]);
  expect(stories[0]).not.toBe(stories[2]);
});
