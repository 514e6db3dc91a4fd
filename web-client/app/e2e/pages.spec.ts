import { Board, PIXEL } from './board.ts';
import { expect, newProject, test } from './test.ts';

test('projects are made, renamed, opened and deleted', async ({ person, server }) => {
  const page = await (await person()).newPage();
  await page.goto(server.origin);
  await page
    .getByRole('button', { name: /project/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]{36}$/);
  await new Board(page).ready();
  const path = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'All projects' }).first().click();
  const row = page.getByRole('listitem').filter({ has: page.locator(`a[href="${path}"]`) });
  await row.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Herbs');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Herbs' }).click();
  await expect(page).toHaveTitle('Herbs · Easel');
  await page.goBack();
  await page.getByRole('button', { name: 'Delete Herbs' }).click();
  await expect(page.getByRole('link', { name: 'Herbs' })).toHaveCount(0);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Herbs' })).toBeVisible();
});

test('a deleted board is in the trash, comes back to those who had it open, or goes for good', async ({
  person,
  server,
}) => {
  const id = await newProject(server, 'Roots');
  const other = await newProject(server, 'Leaves');
  const board = await Board.open(await person(), `${server.origin}/p/${id}`);
  await board.rectangle([300, 300], [400, 400]);
  await board.saved();
  const page = await (await person()).newPage();
  await page.goto(server.origin);
  await page.getByRole('button', { name: 'Delete Leaves' }).click();
  await board.page.getByTestId('main-menu-trigger').click();
  await board.page.getByText('Delete…').click();
  const question = board.page.getByRole('dialog', { name: 'Delete this board?' });
  await expect(question).toContainText('For 30 days');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'Roots' })).toHaveCount(0);

  await expect(board.page.getByRole('heading', { name: 'Somebody deleted this board' })).toBeVisible();
  await board.page.getByRole('button', { name: 'Bring it back' }).click();
  await expect.poll(() => board.types()).toEqual(['rectangle']);

  await page.getByRole('link', { name: 'Trash' }).click();
  await expect(page.getByRole('heading', { name: 'Trash' })).toBeVisible();
  const trash = page.getByRole('list', { name: 'Trash' });
  await expect(trash.getByText('in 29 days').first()).toBeVisible();
  await expect(trash.getByText('Roots')).toHaveCount(0);
  await page.getByRole('button', { name: 'Restore Leaves' }).click();
  await page.getByRole('status').getByRole('link', { name: 'Open' }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${other}$`));

  await page.goto(server.origin);
  await page.getByRole('button', { name: 'Delete Leaves' }).click();
  await page.goto(`${server.origin}/p/${other}`);
  await expect(page.getByText('It is in the trash')).toBeVisible();
  await page.goto(`${server.origin}/?trash`);
  await page.getByRole('button', { name: 'Delete Leaves for good' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Restore Leaves' })).toHaveCount(0);
  await page.goto(`${server.origin}/p/${other}`);
  await expect(page.getByText('somebody deleted it, or the address is wrong')).toBeVisible();
});

test('a board that is gone says so and leads back', async ({ person, server, address }) => {
  const board = await Board.open(await person(), address);
  await fetch(`${server.origin}/api/projects/${address.split('/').at(-1)}`, { method: 'DELETE' });
  await expect(board.page.getByRole('heading', { name: 'This board cannot be opened' })).toBeVisible();
  await board.page.getByRole('link', { name: 'All projects' }).click();
  await expect(board.page.getByRole('heading', { name: 'Easel' })).toBeVisible();
});

test('a viewer sees, and cannot draw', async ({ person, address }) => {
  const editor = await Board.open(await person(), address);
  await editor.rectangle([300, 300], [400, 400]);
  const viewer = await Board.open(await person(), `${address}?view`);
  await expect.poll(() => viewer.types()).toEqual(['rectangle']);
  await expect(viewer.page.getByText('View only').filter({ visible: true })).toBeVisible();
  await viewer.rectangle([500, 500], [600, 600]);
  await viewer.page.keyboard.press('Control+z');
  await viewer.drop('pixel.png', 'image/png', PIXEL);
  await editor.rectangle([500, 300], [600, 400]);
  await expect.poll(() => viewer.types()).toEqual(['rectangle', 'rectangle']);
  expect(await editor.types()).toEqual(['rectangle', 'rectangle']);
});

test('settings hold at once, stay, and refuse what is out of bounds', async ({ person, server }) => {
  const board = await Board.open(await person(), `${server.origin}/p/${await newProject(server)}`);
  const { page } = board;
  const settings = async () => {
    await page.getByTestId('main-menu-trigger').click();
    await page.getByText('Settings…').click();
  };
  await settings();
  await page.getByLabel('Undo steps kept').fill('9');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByLabel('Undo steps kept').fill('50');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.easel?.project.settings.undoStackLimit)).toBe(50);
  await page.reload();
  await board.ready();
  expect(await page.evaluate(() => window.easel?.project.settings.undoStackLimit)).toBe(50);
});
