import { expect, test } from '@playwright/test';
import { Instances } from '../../sdk/test/server/instances.ts';
import { Board, expectEqual } from './board.ts';
import { newProject } from './test.ts';

const instances = new Instances();
test.beforeAll(async () => {
  test.setTimeout(180_000); // a database is made, and two servers start
  await instances.start();
});
test.afterAll(() => instances.remove());

test('another server goes on with a board: nothing flickers, and nobody is told', async ({ browser }) => {
  test.setTimeout(120_000);
  const [first] = instances.inTurn;
  const address = `${instances.origin}/p/${await newProject(first)}`;
  const a = await Board.open(await browser.newContext(), address);
  const b = await Board.open(await browser.newContext(), address);
  await a.rectangle([300, 300], [400, 400]);
  await expectEqual(a, b);
  await a.saved();
  await b.saved();
  const boards = [a, b];
  for (const { page } of boards) await page.evaluate(watch);
  // Which of them has the board in memory is not known: each ends once.
  for (const server of instances.inTurn) {
    await server.stop();
    await a.rectangle([500, 300], [600, 400]);
    await expectEqual(a, b);
    await a.saved();
    await server.start();
  }
  for (const { page } of boards) {
    const { losses, longest, words, fewest } = await page.evaluate(() => window.watched);
    console.info(`${losses} losses, the longest ${Math.round(longest)} ms; said: ${words.join(', ')}`);
    expect(losses).toBeGreaterThan(0);
    // Offline is more than a blink of three seconds; timers are late on a busy machine.
    const isTold = words.includes('Offline, kept in this browser');
    if (longest < 2_500) expect(isTold, 'told of a blink').toBe(false);
    if (longest > 4_000) expect(isTold, 'told of being offline').toBe(true);
    expect(fewest, 'what was drawn stays there').toBeGreaterThan(0);
  }
});

interface Watched {
  losses: number;
  /** The longest time without a connection, in milliseconds. */
  longest: number;
  /** What the person was told of their work. */
  readonly words: string[];
  /** The fewest elements that were on the canvas. */
  fewest: number;
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Notes, in the page, what a person would see. */
function watch(): void {
  const watched: Watched = { losses: 0, longest: 0, words: [], fewest: Number.POSITIVE_INFINITY };
  window.watched = watched;
  let lostAt = 0;
  window.easel?.project.on('status', ({ kind }) => {
    if (kind === 'reconnecting' && lostAt === 0) {
      watched.losses++;
      lostAt = performance.now();
    } else if (kind === 'live' && lostAt > 0) {
      watched.longest = Math.max(watched.longest, performance.now() - lostAt);
      lostAt = 0;
    }
  });
  const look = () => {
    const word = document.querySelector('.save [role=status]')?.textContent ?? '';
    if (!watched.words.includes(word)) watched.words.push(word);
    const elements = (window.easel?.elements?.() ?? []).filter((element) => !element.isDeleted);
    watched.fewest = Math.min(watched.fewest, elements.length);
    requestAnimationFrame(look);
  };
  look();
}
