import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { newBoard, SignedIn, test } from './signedIn.ts';

/** What stands seriously in somebody's way there. */
async function flaws(page: Page, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(
    ({ id, nodes }) => `${place}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
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
