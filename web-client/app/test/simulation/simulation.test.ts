import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Rule } from './checks.ts';
import { DEFECTS } from './defects.ts';
import { World } from './world.ts';

/** `npm run sim --workspace app -- --seeds 5000` runs more; `-- --seed 17` tells the story of one. */
const one = process.env.SEED;
const first = Number(one ?? process.env.FROM ?? 1);
const last = one === undefined ? first + Number(process.env.SEEDS ?? 30) - 1 : first;
/** Lines of a story that are told of a board that fails. */
const LAST_LINES = 12;

afterEach(() => void vi.restoreAllMocks());

it(`boards ${first} to ${last}: in the end all is as everybody made it, and whole`, async () => {
  const broken = new Map<Rule, string[]>();
  for (let seed = first; seed <= last; seed++) {
    const world = await worldOf(seed);
    if (one !== undefined) console.log(world.story.join('\n'));
    const story = one === undefined ? world.story.slice(-LAST_LINES).join('\n') : '';
    for (const [rule, what] of world.violations) {
      const lines = broken.get(rule) ?? [];
      broken.set(rule, [...lines, `SEED=${seed}: ${what}\n${story}`]);
    }
  }
  tell(broken);
  expect([...broken.values()].flat().join('\n')).toBe('');
}, 3_600_000);

describe.skipIf(one !== undefined).each(DEFECTS)('$name', ({ seed, broken, make }) => {
  it(`is noticed on board ${seed}: not so that ${broken}`, async () => {
    make();
    expect([...(await worldOf(seed)).violations.keys()]).toContain(broken);
  });

  it(`else board ${seed} is whole`, async () => {
    expect([...(await worldOf(seed)).violations.keys()]).not.toContain(broken);
  });
});

it('the same seed tells the same story', async () => {
  const stories: string[] = [];
  for (const seed of [1, 1, 2]) stories.push((await worldOf(seed)).story.join('\n'));
  expect(stories[1]).toBe(stories[0]);
  expect(stories[2]).not.toBe(stories[0]);
});

async function worldOf(seed: number): Promise<World> {
  const world = new World(seed, one !== undefined);
  try {
    await world.run();
  } catch (cause) {
    throw new Error(`SEED=${seed}: ${String(cause)}\n${world.story.slice(-LAST_LINES).join('\n')}`, {
      cause,
    });
  }
  return world;
}

/** Counts the boards that break each rule; asked for more boards, or one, it names what it found first. */
function tell(broken: ReadonlyMap<Rule, readonly string[]>): void {
  if (process.env.SEEDS === undefined && one === undefined) return;
  for (const [rule, lines] of broken) {
    const seeds = lines.map((line) => line.slice('SEED='.length, line.indexOf(':')));
    console.log(`not so in ${lines.length}: ${rule}; ${seeds.slice(0, 20).join(' ')}\n${lines[0]}`);
  }
}
