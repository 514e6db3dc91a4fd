import type { Page } from '@playwright/test';
import { Board } from './board.ts';
import { expect, test } from './test.ts';

type Person = () => Promise<import('@playwright/test').BrowserContext>;

/** Puts an object over HTTP; returns the address of its form. */
async function object(address: string, id: string, props: Record<string, unknown>): Promise<string> {
  await edit(address, { op: 'put', id, props });
  return `${address}/objects/${id}`;
}

async function edit(address: string, ...changes: unknown[]): Promise<void> {
  const body = JSON.stringify({ client: crypto.randomUUID(), edits: [{ edit: 1, changes }] });
  const response = await fetch(`${api(address)}/edits`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  expect(response.status).toBe(200);
}

const api = (address: string) => address.replace('/p/', '/api/projects/');

async function stored(address: string, id: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${api(address)}/objects/${id}`);
  return ((await response.json()) as { props: Record<string, unknown> }).props;
}

async function open(person: Person, form: string): Promise<Page> {
  const page = await (await person()).newPage();
  await page.goto(form);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
}

const TASK = { type: 'task', title: 'Garden', description: '', done: false, hours: 2, tags: ['a'] };

test('what is typed into a form saves itself, by the type of each field', async ({ person, address }) => {
  const page = await open(person, await object(address, 'a', TASK));
  await expect(page.getByRole('heading', { name: 'Task' })).toBeVisible();
  await page.getByLabel('Description').pressSequentially('Plant the apple tree', { delay: 10 });
  await page.getByLabel('Hours').fill('3.5');
  await page.getByLabel('Done').check();
  await page.getByLabel('Tags').fill('["a", "b"]');
  await saved(page);
  await expect
    .poll(() => stored(address, 'a'))
    .toEqual({
      type: 'task',
      title: 'Garden',
      description: 'Plant the apple tree',
      done: true,
      hours: 3.5,
      tags: ['a', 'b'],
    });
  await page.getByLabel('Hours').fill('three');
  await expect(page.getByRole('alert')).toHaveText('This is not a number yet.');
  await page.reload();
  await expect(page.getByLabel('Description')).toHaveValue('Plant the apple tree');
  await expect(page.getByLabel('Hours')).toHaveValue('3.5');
});

test('undo takes back word by word, in the field and by the button', async ({ person, address }) => {
  const page = await open(person, await object(address, 'a', TASK));
  const text = page.getByLabel('Description');
  await text.pressSequentially('one two three', { delay: 5 });
  await page.keyboard.press('Control+z');
  await expect(text).toHaveValue('one two ');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(text).toHaveValue('one ');
  await page.keyboard.press('Control+Shift+z');
  await expect(text).toHaveValue('one two ');
  await saved(page);
  expect((await stored(address, 'a')).description).toBe('one two ');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(text).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('two windows merge field by field, and the field in hand is left alone', async ({ person, address }) => {
  const form = await object(address, 'a', TASK);
  const [ada, bob] = [await open(person, form), await open(person, form)];
  await expect(ada.getByText('Here too:')).toBeVisible();
  await ada.getByLabel('Title').press('End');
  await Promise.all([
    ada.getByLabel('Title').pressSequentially(' of Ada', { delay: 30 }),
    bob.getByLabel('Description').pressSequentially('written by Bob', { delay: 30 }),
  ]);
  for (const page of [ada, bob]) {
    await expect(page.getByLabel('Title')).toHaveValue('Garden of Ada');
    await expect(page.getByLabel('Description')).toHaveValue('written by Bob');
  }
  await bob.getByLabel('Title').fill('Bob’s garden');
  await expect(ada.getByText('Somebody has changed this meanwhile')).toBeVisible();
  await expect(ada.getByLabel('Title')).toHaveValue('Garden of Ada');
  await ada.getByRole('button', { name: 'Take theirs' }).click();
  await expect(ada.getByLabel('Title')).toHaveValue('Bob’s garden');
  await ada.getByLabel('Title').press('End');
  await ada.keyboard.type('!');
  await expect(bob.getByText('Somebody has changed this meanwhile')).toBeVisible();
  await bob.getByLabel('Hours').focus();
  await expect(bob.getByLabel('Title')).toHaveValue('Bob’s garden!');
});

test('what is typed without a connection is kept and sent later, also by the next tab', async ({
  person,
  address,
  server,
}) => {
  const form = await object(address, 'a', TASK);
  const context = await person();
  const page = await context.newPage();
  await page.goto(form);
  await expect(page.getByLabel('Description')).toBeVisible();
  await server.stop('SIGKILL');
  await page.getByLabel('Description').pressSequentially('kept in the browser', { delay: 5 });
  await expect(page.getByText('Offline, kept in this browser')).toBeVisible();
  await page.close({ runBeforeUnload: true });
  await server.start();
  const again = await context.newPage();
  await again.goto(form);
  await expect(again.getByLabel('Description')).toHaveValue('kept in the browser');
  await saved(again);
  expect((await stored(address, 'a')).description).toBe('kept in the browser');
});

test('a text is broken and measured as on the board, in a shape that grows for it', async ({
  person,
  address,
}) => {
  const board = await Board.open(await person(), address);
  await board.rectangle([400, 300], [560, 360]);
  await board.page.mouse.dblclick(480, 330);
  await board.page.keyboard.type('short');
  await board.page.keyboard.press('Escape');
  await board.saved();
  const link = board.page.getByRole('link', { name: 'Open as a form' }).filter({ visible: true });
  await link.click();
  const words = board.page.getByLabel('Text', { exact: true });
  await expect(words).toHaveValue('short');
  const long = 'much longer words that do not fit into one line of this small shape';
  await words.fill(long);
  await saved(board.page);
  const other = await Board.open(await person(), address);
  const drawn = async (type: string) =>
    Object.values(await other.drawn()).find((element) => element.type === type) ?? {};
  await expect.poll(async () => (await drawn('text')).originalText).toBe(long);
  const [text, shape] = [await drawn('text'), await drawn('rectangle')];
  expect(String(text.text).split('\n').length).toBeGreaterThan(3);
  expect(String(text.text).replaceAll('\n', ' ')).toBe(long);
  expect(text.width).toBeLessThanOrEqual(shape.width as number);
  expect(shape.height).toBeGreaterThanOrEqual((text.height as number) + 10);
  expect(text.y).toBeGreaterThan(shape.y as number);
  expect((text.y as number) + (text.height as number)).toBeLessThan(
    (shape.y as number) + (shape.height as number),
  );

  await board.page.getByRole('link', { name: '← Board' }).click();
  await board.ready();
  await expect.poll(async () => (await board.texts())[0]).toBe(text.text);
});

test('a board that has only what cannot be drawn stays where it is while somebody draws', async ({
  person,
  address,
}) => {
  await object(address, 'a', TASK);
  const board = await Board.open(await person(), address);
  await board.rectangle([400, 300], [600, 450]);
  await expect
    .poll(async () => Object.values(await board.drawn())[0])
    .toMatchObject({ width: 200, height: 150 });
});

test('an object that somebody deletes gives back its words; one that never was says so', async ({
  person,
  address,
}) => {
  const page = await open(person, await object(address, 'a', TASK));
  await page.getByLabel('Description').pressSequentially('not to be lost', { delay: 5 });
  await saved(page);
  await edit(address, { op: 'delete', id: 'a' });
  await expect(page.getByRole('heading', { name: 'Task deleted' })).toBeVisible();
  await expect(page.getByLabel('What it said')).toHaveValue('not to be lost');
  await page.goto(`${address}/objects/none`);
  await expect(page.getByRole('heading', { name: 'There is no such object' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the board' }).click();
  await new Board(page).ready();
});

test('a form to look at cannot be changed, and all of it can be used by keyboard and screen reader', async ({
  person,
  address,
}) => {
  const form = await object(address, 'a', TASK);
  const page = await open(person, `${form}?view`);
  await expect(page.getByText('View only')).toBeVisible();
  for (const field of await page.getByRole('textbox').all()) await expect(field).toBeDisabled();
  await expect(page.getByRole('link', { name: '← Board' })).toHaveAttribute('href', /\?view$/);
  await page.goto(form);
  await expect(page.getByLabel('Description')).toBeEnabled();
  const { count, unnamed } = await page.evaluate(() => {
    const controls = [...document.querySelectorAll('input, select, textarea, button')];
    const unnamed = controls
      .filter((control) => {
        const labels = (control as HTMLInputElement).labels;
        return !control.getAttribute('aria-label') && !labels?.length && !control.textContent?.trim();
      })
      .map((control) => control.outerHTML);
    return { count: controls.length, unnamed };
  });
  expect(count).toBeGreaterThan(5);
  expect(unnamed).toEqual([]);
});
