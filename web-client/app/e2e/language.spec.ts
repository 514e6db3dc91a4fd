import { Board } from './board.ts';
import { expect, newProject, test } from './test.ts';

test('the page and the canvas speak the language of the browser, or the one that is chosen', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ locale: 'de-AT' });
  const page = await context.newPage();
  await newProject(server, 'לוח ציור');
  await page.goto(server.origin);
  const html = page.locator('html');
  await expect(page.getByRole('button', { name: 'Neues Projekt' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'de-DE');
  await page.getByRole('link', { name: 'לוח ציור' }).click();
  const board = new Board(page);
  await board.ready();
  await expect(page.getByText('Gespeichert').filter({ visible: true })).toBeVisible();
  await expect(page.getByTitle(/^Rechteck/)).toBeVisible();

  // What is on the board stays while it turns to another language.
  await board.rectangle([300, 300], [400, 400]);
  const menu = () => page.getByTestId('main-menu-trigger').click();
  await menu();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('Français');
  await expect(page.getByText('Paramètres…')).toBeVisible();
  await expect(page.getByText('Enregistré').filter({ visible: true })).toBeVisible();
  await expect(page.getByTitle(/^Rectangle/)).toBeVisible();
  expect(await board.types()).toEqual(['rectangle']);

  // From right to left, Excalidraw's parts change sides, and the title does not lie on them.
  await page.getByRole('combobox', { name: 'Langue' }).selectOption('ar-SA');
  await expect(html).toHaveAttribute('dir', 'rtl');
  const title = await page.getByRole('button', { name: 'לוח ציור' }).boundingBox();
  expect(title?.x).toBeGreaterThan(900);

  // Without words of our own: Excalidraw's are in that language, and ours in English.
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Nederlands');
  await expect(page.getByText('Settings…')).toBeVisible();
  await expect(page.getByTitle(/^Rechthoek/)).toBeVisible();
  await page.reload();
  await board.ready();
  await expect(page.getByTitle(/^Rechthoek/)).toBeVisible();

  // On a phone Excalidraw has an undo of its own, which must not be there in any language.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('button-undo')).toHaveCount(1);
  await expect(page.getByTestId('button-undo')).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goBack();
  await expect(html).toHaveAttribute('dir', 'ltr');
  await expect(html).toHaveAttribute('lang', 'en');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('');
  await expect(page.getByRole('button', { name: 'Neues Projekt' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'de-DE');
  await context.close();
});
