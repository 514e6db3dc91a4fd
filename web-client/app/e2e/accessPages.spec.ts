import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { Board } from './board.ts';
import { newBoard, SignedIn, test } from './signedIn.ts';

/** What stands seriously in somebody's way there. */
async function flaws(page: Page, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(
    ({ id, nodes }) => `${place}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** What sticks out of the page, or of the dialog that is open on it. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frame = document.querySelector('dialog[open]') ?? document.querySelector('main');
    const right = frame?.getBoundingClientRect().right ?? 0;
    const shown = [...(frame?.querySelectorAll('button, select, input, a') ?? [])];
    const out = shown.filter((one) => one.getBoundingClientRect().right > right);
    return out.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? one.tagName);
  });
}

test('a stranger is asked to sign in on every page, and figures are for operators', async ({
  browser,
  server,
}) => {
  const nobody = await SignedIn.open(server);
  const ada = await SignedIn.open(server, 'ada');
  const id = await newBoard(ada, 'Garden');
  const page = await (await browser.newContext()).newPage();
  for (const path of ['/', '/?trash', '/dashboard', `/p/${id}`, `/p/${id}/objects/one`]) {
    await page.goto(nobody.origin + path);
    await expect(page.getByRole('heading', { name: 'Sign in to go on' }), path).toBeVisible();
    expect(await flaws(page, path)).toEqual([]);
  }
  const known = await (await browser.newContext()).newPage();
  await known.goto(`${ada.origin}/dashboard`);
  await expect(known.getByRole('heading', { name: 'This page is for those who run' })).toBeVisible();
  for (const one of [ada, nobody]) one.close();
});

test('sharing, asking and the lists can be used by everybody, on a small screen and by keys', async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000); // every place is looked through, which takes seconds each on a busy machine
  const ada = await SignedIn.open(server, 'ada');
  const bob = await SignedIn.open(server, 'bob-with-a-name-that-is-long@a-company-with-a-long-name.example');
  const id = await newBoard(ada, 'Garden');
  const small = { viewport: { width: 375, height: 667 }, colorScheme: 'dark' } as const;
  const asking = await (await browser.newContext(small)).newPage();
  await asking.goto(`${bob.origin}/p/${id}`);
  await asking.getByLabel('A message to the owners').fill('It is me');
  const found = await flaws(asking, 'no access');
  await asking.getByRole('button', { name: 'Ask for access' }).press('Enter');
  await expect(asking.getByText('The owners are told.')).toBeVisible();

  for (const look of [small, { viewport: { width: 1280, height: 800 } }]) {
    const name = look === small ? 'small and dark' : 'large';
    const board = await Board.open(await browser.newContext(look), `${ada.origin}/p/${id}`);
    const { page } = board;
    const share = page.getByRole('button', { name: 'Share' }).filter({ visible: true });
    await share.press('Enter');
    await page.getByRole('button', { name: 'Make a link' }).click();
    await expect(page.getByLabel('The new link')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Let bob/ })).toBeVisible();
    found.push(...(await flaws(page, `share, ${name}`)));
    expect(await cutOff(page), name).toEqual([]);
    // The keys stay in the dialog, and go back to where they came from.
    for (let stops = 0; stops < 30; stops++) {
      await page.keyboard.press('Tab');
      const isOutside = await page.evaluate(
        () => document.activeElement !== document.body && !document.activeElement?.closest('dialog[open]'),
      );
      expect(isOutside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await expect(share).toBeFocused();
  }

  await newBoard(ada, 'A board with a title that has no room on a small screen, whichever language it is in');
  const german = await (await browser.newContext({ ...small, locale: 'de-DE' })).newPage();
  await german.goto(ada.origin);
  await expect(german.locator('.project-title')).not.toHaveCount(0);
  expect(await cutOff(german)).toEqual([]);
  found.push(...(await flaws(german, 'list')));
  expect(found).toEqual([]);
  for (const one of [ada, bob]) one.close();
});
