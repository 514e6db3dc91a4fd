import { Board } from './board.ts';
import { expect, newProject, test } from './test.ts';

test('a name is asked for once, and name and colour are seen by others at once', async ({ pair: [a, b] }) => {
  const named = () =>
    b.page.evaluate(() => [...(window.easel?.project.peers.values() ?? [])].map(({ user }) => user));
  const field = a.page.getByRole('textbox', { name: 'What is your name?' });
  await field.fill('Ada');
  await field.press('Enter');
  await expect(field).toHaveCount(0);
  await expect.poll(async () => (await named())[0]?.name).toBe('Ada');
  const [before] = await named();
  await b.page.getByRole('button', { name: 'Not now' }).click();

  await a.page.getByRole('button', { name: 'Share' }).filter({ visible: true }).click();
  await expect(a.page.getByRole('img', { name: 'QR code' })).toBeVisible();
  await expect(a.page.getByLabel('Link to this board')).toHaveValue(a.page.url());
  await expect(a.page.getByRole('listitem').filter({ hasText: 'Ada (you)' })).toContainText('Here');
  await a.page.getByRole('button', { name: 'Change name or colour' }).click();
  await a.page.getByLabel('Your name').fill('Ada L.');
  await a.page
    .getByRole('radio', { name: /Colour/, checked: false })
    .first()
    .click();
  await a.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(async () => (await named())[0]?.name).toBe('Ada L.');
  expect((await named())[0]?.color).not.toBe(before?.color);
  // What is drawn from now on is by the new name, and nothing is lost by that.
  await a.rectangle([300, 300], [400, 400]);
  await expect.poll(() => b.types()).toEqual(['rectangle']);
  await a.saved();

  for (const { page } of [a, b]) {
    await page.reload();
    await new Board(page).ready();
    await expect(page.getByRole('textbox', { name: 'What is your name?' })).toHaveCount(0);
  }
});

test('one brings everybody to what they see; who moves stays, and who comes can go back', async ({
  person,
  address,
}) => {
  const a = await Board.open(await person(), address);
  const other = await person();
  await other.clock.install();
  const b = await Board.open(other, address);
  const scroll = (board: Board) =>
    board.page.evaluate(() => {
      const [peer] = [...(window.easel?.project.peers.values() ?? [])];
      return Math.round((peer?.state as { viewport: number[] } | undefined)?.viewport[1] ?? Number.NaN);
    });
  await a.page.mouse.move(640, 400);
  await a.page.mouse.wheel(0, 900);
  // Each sees the other's view.
  await expect.poll(() => scroll(b)).toBeGreaterThan(300);
  const bring = async () => {
    await a.page.getByRole('button', { name: 'Share' }).filter({ visible: true }).click();
    await a.page.getByRole('button', { name: 'Bring everybody to me' }).click();
  };
  // The choice is there for three seconds only: they pass when this test says so, however busy the machine is.
  await b.page.clock.pauseAt(new Date(Date.now() + 60_000));
  await bring();
  const choice = b.page.getByRole('button', { name: 'Stay here' });
  await expect
    .poll(async () => {
      await b.page.clock.runFor(20);
      return choice.isVisible();
    })
    .toBe(true);
  await b.page.clock.runFor(3_000);
  await b.page.clock.resume();
  // At once again it is not done.
  await bring();
  await expect(a.page.getByText('Wait a moment')).toBeVisible();
  await expect.poll(async () => (await scroll(a)) - (await scroll(b))).toBe(0);
  await b.page.getByRole('button', { name: 'Go back' }).click();
  await expect.poll(() => scroll(a)).toBeLessThan(300);
});

test('a board has its look, title and picture for all, and the person’s own view; the list is live', async ({
  person,
  server,
}) => {
  const id = await newProject(server, 'Untitled');
  const watcher = await (await person()).newPage();
  await watcher.goto(server.origin);
  // The boards of other tests are in the list, too.
  const link = watcher.locator(`a[href$="/p/${id}"]`);
  await expect(link).toHaveText('Untitled');
  const address = `${server.origin}/p/${id}`;
  const [a, b] = [await Board.open(await person(), address), await Board.open(await person(), address)];

  await a.tool('t');
  await a.page.mouse.click(500, 300);
  await a.page.keyboard.type('Garden plan');
  await a.page.keyboard.press('Escape');
  await expect(b.page).toHaveTitle('Garden plan · Easel');
  await expect(watcher.getByRole('link', { name: 'Garden plan' })).toBeVisible();

  await a.page.getByTestId('main-menu-trigger').click();
  await a.page.getByTestId('color-top-pick-#fffce8').click();
  await a.page.keyboard.press('Escape');
  const background = (board: Board) =>
    board.page.evaluate(
      () => window.easel?.project.projectSettings.board as { viewBackgroundColor?: string },
    );
  await expect.poll(async () => (await background(b))?.viewBackgroundColor).toBe('#fffce8');
  await expect(a.page.getByText('changed for everybody')).toBeVisible();

  const viewport = () =>
    b.page.evaluate(() => {
      const [peer] = [...(window.easel?.project.peers.values() ?? [])];
      return (peer?.state as { viewport: number[] } | undefined)?.viewport.map(Math.round).join();
    });
  // Of a canvas that has its size.
  await expect.poll(viewport).toMatch(/^-?\d+,-?\d+,[1-9]/);
  const start = await viewport();
  await a.page.mouse.move(640, 400);
  await a.page.mouse.wheel(0, 500);
  await expect.poll(viewport).not.toBe(start);
  const left = await viewport();

  await a.page.getByRole('link', { name: 'All projects' }).first().click();
  const picture = watcher.getByRole('listitem').filter({ has: link }).locator('img');
  await expect(picture).toHaveAttribute('src', /picture\?tag=/);
  expect(
    await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
  ).toBeGreaterThan(10);

  await a.page.getByRole('link', { name: 'Garden plan' }).click();
  await a.ready();
  await expect.poll(viewport).toBe(left);

  await watcher.getByRole('button', { name: 'Duplicate Garden plan' }).click();
  await expect(watcher.getByRole('link', { name: 'Copy of Garden plan' })).toBeVisible();
  await watcher.getByRole('searchbox').fill('copy of garden');
  await expect(watcher.getByRole('listitem')).toHaveCount(1);
  await watcher.getByRole('searchbox').fill('');
  await fetch(`${server.origin}/api/projects/${id}`, { method: 'DELETE' });
  await expect(watcher.getByRole('link', { name: 'Garden plan', exact: true })).toHaveCount(0);
});
