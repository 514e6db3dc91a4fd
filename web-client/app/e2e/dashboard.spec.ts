import type { Page, Route } from '@playwright/test';
import type { Dashboard } from '../../sdk/src/http/operationsModel.ts';
import { after } from '../test/dashboard/fake.ts';
import * as scenes from '../test/dashboard/scenes.ts';
import { Board } from './board.ts';
import { expect, test } from './test.ts';

type Scene = (now: number) => Dashboard;

/** A dashboard on a clock that is set by hand, and the servers that it asks: each call is answered by `scene`. */
class Operator {
  readonly page: Page;
  /** Undefined: nobody answers. */
  scene: Scene | undefined;
  /** What was asked for. */
  readonly asked: (number | undefined)[] = [];
  #now = Date.now();

  constructor(page: Page, scene: Scene | undefined) {
    this.page = page;
    this.scene = scene;
  }

  async open(address: string): Promise<void> {
    await this.page.clock.install({ time: this.#now });
    await this.page.route('**/api/dashboard*', (route) => this.#answer(route));
    await this.page.goto(address);
    await expect(this.headline).not.toHaveText('Asking the servers…');
  }

  /** Lets the time pass. */
  async wait(ms: number): Promise<void> {
    this.#now += ms;
    await this.page.clock.runFor(ms);
  }

  get headline() {
    return this.page.getByRole('status');
  }

  /** What a figure's tile shows. */
  tile(name: string) {
    return this.page.locator('.tile').filter({ hasText: name }).locator('.tile-value');
  }

  /** Where everything is on the page. */
  places(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('.dashboard :is(header, section, h2, figure, canvas, table)')].map(
        (one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return [one.className, x, y, width, height].join(' ');
        },
      ),
    );
  }

  async #answer(route: Route): Promise<void> {
    const since = new URL(route.request().url()).searchParams.get('since') ?? undefined;
    this.asked.push(since === undefined ? undefined : Number(since));
    if (this.scene === undefined) return route.abort();
    return route.fulfill({ json: after(this.scene(this.#now), this.asked.at(-1)) });
  }
}

const told = test.extend<{ readonly operator: (scene?: Scene) => Promise<Operator> }>({
  operator: async ({ person, server }, use) => {
    await use(async (scene) => {
      const page = await (await person()).newPage();
      page.on('pageerror', (error) => expect(error, 'thrown in the page').toBeUndefined());
      const operator = new Operator(page, scene);
      await operator.open(`${server.origin}/dashboard`);
      return operator;
    });
  },
});

told('a database that does not answer is told at once, why and since when', async ({ operator }) => {
  const { page, headline } = await operator(scenes.databaseStopped);
  await expect(headline).toHaveText(
    /^Edits are not being saved: the database does not answer since \d\d:\d\d$/,
  );
  await expect(page).toHaveTitle(/^Edits are not being saved/);
  await expect(page.getByText('Nothing that was called saved is lost')).toBeVisible();
  await expect(page.locator('.facts')).toContainText('0 of 3 not all are ready');
  await expect(page.getByRole('row').filter({ hasText: 'Not ready' })).toHaveCount(3);
});

told(
  'of three instances one dies: the others go on, and what it did stays in the charts',
  async ({ operator }) => {
    const dashboard = await operator(scenes.underLoad);
    const { page, headline } = dashboard;
    await expect(headline).toHaveText('All work is safe');
    await expect(dashboard.tile('Projects in memory')).toHaveText('24');
    dashboard.scene = scenes.oneDead;
    await dashboard.wait(5_000);
    await expect(headline).toHaveText('Work is safe, but one instance is dead (10.0.0.3:8080)');
    await expect(page.getByRole('row').filter({ hasText: 'Dead' })).toContainText('10.0.0.3:8080');
    await expect(page.getByRole('region', { name: 'What changed lately' })).toContainText(
      'Was heard for the last time',
    );
    await expect(dashboard.tile('Projects in memory')).toHaveText('15');
    expect(dashboard.asked[1], 'only what is new').toBeGreaterThan(0);
    const slider = page.getByRole('slider', { name: 'Moment that the figures are of' });
    await slider.press('ArrowLeft');
    await expect(dashboard.tile('Projects in memory'), 'five seconds ago').toHaveText('24');
    await slider.press('End');
    await expect(slider).toHaveAttribute('aria-valuetext', 'now');
    await page.getByRole('combobox', { name: 'Figures of' }).selectOption('10.0.0.2:8080');
    await expect(dashboard.tile('Projects in memory')).toHaveText('8');
    await expect(page).toHaveURL(/dashboard\?instance=10\.0\.0\.2/);
  },
);

told(
  'where nobody answers it says since when, dims what is old, and goes on by itself',
  async ({ operator }) => {
    const dashboard = await operator(scenes.underLoad);
    const { page, headline } = dashboard;
    await expect(headline).toHaveText('All work is safe');
    const heard = await page.locator('.heard time').textContent();
    dashboard.scene = undefined;
    await dashboard.wait(5_000);
    await expect(page.getByText(`No answer since ${heard}`)).toBeVisible();
    await expect(headline, 'one lost call is no alarm').toHaveText('All work is safe');
    await dashboard.wait(5_000);
    await expect(headline).toHaveText(`Nothing heard since ${heard}`);
    await expect(page.locator('.stale .tile canvas')).toHaveCount(13);
    dashboard.scene = scenes.underLoad;
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect(headline).toHaveText('All work is safe');
    await expect(page.locator('.stale')).toHaveCount(0);
  },
);

told(
  'nothing moves while the figures change, and nothing is asked while nobody looks',
  async ({ operator }) => {
    const dashboard = await operator(scenes.underLoad);
    await expect(dashboard.page.locator('.tile canvas')).toHaveCount(13);
    const places = await dashboard.places();
    const heard = dashboard.page.locator('.heard time');
    const before = (await heard.textContent()) ?? '';
    await dashboard.wait(5_000);
    await expect(heard).not.toHaveText(before);
    expect(await dashboard.places()).toEqual(places);
    const see = (state: string) =>
      dashboard.page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await see('hidden');
    const asked = dashboard.asked.length;
    await dashboard.wait(60_000);
    expect(dashboard.asked).toHaveLength(asked);
    await see('visible');
    await expect.poll(() => dashboard.asked.length).toBe(asked + 1);
  },
);

told('it is read on a phone, in both themes, and by those who do not see it', async ({ operator }) => {
  const { page } = await operator(scenes.oneProjectFails);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('status')).toContainText('the rows of Roadmap 2027 are not written since');
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const edits = page.getByRole('figure').filter({ hasText: /^EditsEdits: now/ });
  await expect(edits).toContainText(
    /now \d+ per second; in the last hour from \d+ per second to \d+ per second/,
  );
  const colors = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await colors();
  await page.getByRole('button', { name: /^Use the (dark|light) theme$/ }).click();
  expect(await colors()).not.toBe(before);
  await page.getByText('The hour in numbers').press('Enter');
  await expect(
    page.getByRole('table', { name: 'The most in each five minutes' }).getByRole('row'),
  ).toHaveCount(13);
});

test('a server tells of itself and of what people do; the page is loaded when it is opened', async ({
  person,
  server,
  address,
}) => {
  const page = await (await person()).newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(server.origin);
  const link = page.getByRole('link', { name: 'Dashboard' });
  await expect(page.getByRole('list', { name: 'Projects' })).toBeVisible();
  expect(loaded.filter((url) => /dashboard/i.test(url))).toEqual([]);
  await link.click();
  const headline = page.getByRole('status');
  await expect(headline).toHaveText('All work is safe');
  await expect(page.getByRole('row').filter({ hasText: 'Serves' })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'What changed lately' })).toContainText('Started');
  const board = await Board.open(await person(), address);
  await board.rectangle([300, 300], [400, 400]);
  await board.saved();
  const hot = page.getByRole('region', { name: 'Hot projects' });
  await expect(hot.getByRole('listitem').filter({ hasText: '1 person' })).toContainText('A board', {
    timeout: 30_000, // two answers, on a machine that has other work
  });
  await expect(page.getByRole('figure').filter({ hasText: 'PeoplePeople: now 1;' })).toBeVisible();
  await expect(page.getByRole('figure').filter({ hasText: /^EditsEdits: now [^n]/ })).toBeVisible();
  await expect(headline).toHaveText('All work is safe');
});
