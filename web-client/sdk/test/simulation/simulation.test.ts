import { expect, it } from 'vitest';
import { World } from './world.ts';

/** `SEEDS=5000 npm test -- simulation` runs more; `SEED=17` runs one. */
const one = process.env.SEED;
const first = one === undefined ? 1 : Number(one);
const last = one === undefined ? Number(process.env.SEEDS ?? 100) : first;

it(`worlds ${first} to ${last}: all see the same in the end, and nothing that was made is lost`, async () => {
  for (let seed = first; seed <= last; seed++) await survive(seed);
}, 600_000);

it.skipIf(one !== undefined).each([173, 291, 1734])(
  'world %i, which once broke a rule, keeps all',
  survive,
  60_000,
);

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
