import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Board } from './board.ts';
import { expect, newProject, test } from './test.ts';

/** The name of what has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    const shown = at?.getAttribute('aria-label') ?? at?.getAttribute('title') ?? at?.textContent ?? '';
    return at === document.body ? '' : shown.trim();
  });

/** Goes on by Tab until that has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    const at = await focused(page);
    if (typeof name === 'string' ? at === name : name.test(at)) return;
    await page.keyboard.press('Tab');
  }
  expect(await focused(page), 'what Tab leads to').toBe(name);
}

test('a board is made, drawn on, shared, searched and restored by the keyboard alone', async ({
  person,
  server,
}) => {
  const page = await (await person()).newPage();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.goto(server.origin);
  await tabTo(page, /^(New|Create the first) project$/);
  await press('Enter');
  const board = new Board(page);
  await board.ready();

  // The way home and the title come first, and what is renamed is the title, also where a shape is selected.
  await press('r', 'Enter');
  await expect.poll(() => board.types()).toEqual(['rectangle']);
  await tabTo(page, 'Rename');
  await press('Enter');
  await page.keyboard.type('By hand');
  await press('Enter');
  await expect(page).toHaveTitle('By hand · Easel');
  await expect.poll(() => focused(page)).toBe('Rename');
  expect(await board.types()).toEqual(['rectangle']);
  await press('Shift+Tab');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('A');

  // Drawn, and written on.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press('Enter');
  await page.keyboard.type('the plan');
  await press('Escape', 'Escape', 'o', 'Enter');
  await expect.poll(() => board.types()).toEqual(['rectangle', 'text', 'ellipse']);
  await board.saved();

  // Copied and pasted, without a pointer that is anywhere.
  await press('Control+c');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press('Control+v');
  await expect.poll(() => board.types()).toEqual(['rectangle', 'text', 'ellipse', 'ellipse']);
  await press('Delete');
  await expect.poll(async () => (await board.types()).length).toBe(3);

  await tabTo(page, 'Share');
  await press('Enter');
  const dialog = page.locator('dialog[open]');
  await expect(dialog.getByRole('textbox').first()).toHaveValue(page.url());
  await press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe('Share');

  await press('Control+f');
  await page.keyboard.type('plan');
  await expect(page.getByText('1 result')).toBeVisible();
  await press('Escape');

  await tabTo(page, 'History');
  await press('Enter');
  await tabTo(page, 'Name the board as it is now');
  await press('Enter');
  await page.keyboard.type('First');
  await press('Enter');
  await expect(page.getByRole('button', { name: /^First/ })).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press('Control+a', 'Delete');
  await expect.poll(() => board.types()).toEqual([]);
  await tabTo(page, /^First/);
  await press('Enter');
  await expect(page.getByRole('region', { name: 'Preview of the past' })).toBeVisible();
  await tabTo(page, 'Restore');
  await press('Enter');
  await expect.poll(async () => (await board.types()).sort()).toEqual(['ellipse', 'rectangle', 'text']);
});

test('nothing on the pages stands seriously in anybody’s way', async ({ person, server }) => {
  test.setTimeout(180_000); // every place is looked through, which takes seconds each on a busy machine
  const project = await newProject(server, 'Looked through');
  const context = await person();
  const board = await Board.open(context, `${server.origin}/p/${project}`);
  const { page } = board;
  const found: string[] = [];
  const check = async (place: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      found.push(`${place}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    }
  };
  const dialog = page.locator('dialog[open]');
  await check('board');
  await board.rectangle([400, 300], [600, 450]);
  await check('selection');
  await page.getByTestId('main-menu-trigger').click();
  await check('menu');
  await page.getByText('Settings…').click();
  await expect(dialog).toBeVisible();
  await check('settings');
  await page.keyboard.press('Escape');
  // What was in the menu is gone; its button is not.
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
  await check('help');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(dialog).toBeVisible();
  await check('share');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Changes' })).toBeVisible();
  await board.saved();
  await check('history');
  await page.keyboard.press('Alt+Shift+D');
  await check('dark board');
  const [id] = Object.keys(await board.drawn());
  await page.goto(`${server.origin}/p/${project}/objects/${id}`);
  await expect(page.getByRole('heading', { name: 'Rectangle' })).toBeVisible();
  await check('dark object');
  await page.goto(server.origin);
  await expect(page.getByRole('link', { name: 'Looked through' })).toBeVisible();
  await check('dark list');
  await page.evaluate(() => localStorage.setItem('easel:theme', '"light"'));
  await page.reload();
  await expect(page.getByRole('link', { name: 'Looked through' })).toBeVisible();
  await check('list');
  await page.getByRole('button', { name: 'Delete Looked through' }).click();
  await expect(page.getByRole('status').getByRole('button', { name: 'Undo' })).toBeVisible();
  await check('deleted');
  await page.getByRole('link', { name: 'Trash' }).click();
  await page.getByRole('button', { name: 'Delete Looked through for good' }).click();
  await check('trash');
  await page.goto(`${server.origin}/dashboard`);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await check('dashboard');
  await page.goto(`${server.origin}/nonsense`);
  await expect(page.getByRole('link', { name: 'All projects' })).toBeVisible();
  await check('nonsense');
  expect(found).toEqual([]);
});

test('home, title and save state are there on small screens, also offline; a translated page does not crash', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000); // the server starts once more
  const title = 'A long title of a board that nobody can read in one line';
  const address = `${server.origin}/p/${await newProject(server, title)}`;
  const boards: Board[] = [];
  for (const width of [390, 820]) {
    const context = await browser.newContext({ viewport: { width, height: 844 }, hasTouch: true });
    await context.addInitScript(() => localStorage.setItem('easel:nameAsked', 'true'));
    boards.push(await Board.open(context, address));
  }
  const there = async () => {
    for (const { page } of boards) {
      const width = page.viewportSize()?.width ?? 0;
      const heading = page.getByRole('button', { name: title });
      for (const part of [page.getByAltText('All projects'), heading, page.locator('.save-pill')]) {
        const box = await part.filter({ visible: true }).boundingBox();
        expect(box?.x, 'left').toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? width), 'right').toBeLessThanOrEqual(width);
        expect(box?.width).toBeGreaterThan(20);
        const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
        const isOnTop = await part
          .filter({ visible: true })
          .evaluate(
            (element, [x, y]) => element.contains(document.elementFromPoint(x as number, y as number)),
            [x, y],
          );
        expect(isOnTop, 'nothing covers it').toBe(true);
      }
    }
  };
  await expect(there).toPass({ timeout: 15_000 });
  await server.stop();
  for (const { page } of boards) {
    await expect(page.locator('.save').filter({ visible: true })).toHaveAttribute('data-state', 'offline');
  }
  await expect(there).toPass({ timeout: 15_000 });
  // A title that cannot be set is told, and can be set again.
  const [phone] = boards as [Board];
  await phone.page.getByRole('button', { name: title }).click();
  await phone.page.getByRole('textbox', { name: 'Title' }).fill('Short');
  await phone.page.keyboard.press('Enter');
  await expect(phone.page.locator('.note')).toContainText(
    'The title was not changed. The server cannot be reached',
  );
  await server.start();
  await phone.page.locator('.note').getByRole('button', { name: 'Try again' }).click();
  await expect(phone.page).toHaveTitle('Short · Easel');

  // A browser that translates puts elements of its own around all texts.
  const { page } = phone;
  await page.evaluate(() => {
    const translate = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) {
        if (text.parentElement?.closest('font, script, style')) continue;
        const font = document.createElement('font');
        text.replaceWith(font);
        font.textContent = `«${text.data}»`;
      }
    };
    translate();
    new MutationObserver(translate).observe(document.body, { childList: true, subtree: true });
  });
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Deleted lately' })).toBeVisible();
  await page.getByRole('tab', { name: 'Deleted lately' }).click();
  await page.getByRole('button', { name: 'Close the history' }).click();
  await page.locator('.board-name button').click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Shorter');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('Shorter · Easel');
  await page.getByAltText('All projects').click();
  await expect(page.locator('.list-page')).toBeVisible();
  await expect(page.locator('.notice')).toHaveCount(0);
  for (const board of boards) await board.page.context().close();
});
