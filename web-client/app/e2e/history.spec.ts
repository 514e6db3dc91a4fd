import type { BrowserContext } from '@playwright/test';
import { Board, expectEqual } from './board.ts';
import { Past } from './past.ts';
import { expect, test } from './test.ts';

const xs = async (board: Board) => Object.values(await board.drawn()).map(({ x }) => Math.round(Number(x)));
const projectOf = (address: string) => address.split('/').at(-1);

/** Of people who give themselves no name, two may get the same one. */
async function named(context: BrowserContext, address: string, name: string): Promise<Board> {
  await context.addInitScript((name) => localStorage.setItem('easel:name', JSON.stringify(name)), name);
  return Board.open(context, address);
}

test('a click shows how the board was; nothing of it is sent, and leaving gives the board back', async ({
  pair: [a, b],
  address,
}) => {
  const frames: string[] = [];
  a.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
  const edits = () => frames.filter((frame) => frame.includes('"type":"edit"')).length;
  await a.page.goto(address);
  await a.ready();
  const past = new Past(a);
  await a.rectangle([250, 300], [350, 400]);
  await past.open();
  await past.name('First');
  await past.shut();
  await a.rectangle([400, 300], [500, 400]);
  await a.saved();
  await a.page.mouse.wheel(30, 40);
  const sent = edits();
  expect(sent).toBeGreaterThan(0);

  await past.open();
  await past.version('First').click();
  await past.shown();
  await expect.poll(() => xs(a)).toEqual([250]);
  await expect(past.preview.getByText(/^Today, \d\d:\d\d$/)).toBeVisible();
  await expect(a.page.locator('.outlines rect')).toHaveCount(1);

  // Whatever a person tries on it stays on it; what others do goes on underneath.
  await a.page.mouse.click(250, 200);
  await a.rectangle([500, 500], [600, 600]);
  await a.page.keyboard.press('Control+a');
  for (const key of ['Delete', 'Control+z', 'Control+y', 'Control+v']) await a.page.keyboard.press(key);
  await b.rectangle([600, 300], [700, 400]);
  await expect.poll(() => a.page.evaluate(() => window.easel?.project.objects.size)).toBe(3);
  expect(await xs(a)).toEqual([250]);
  expect([edits(), await a.saveState()]).toEqual([sent, 'saved']);

  await a.page.mouse.move(450, 500);
  await a.page.mouse.wheel(0, 300);
  await past.close();
  await expect.poll(() => xs(a)).toEqual([250, 400, 600]);
  await expectEqual(a, b);
  await a.page.mouse.click(450, 650);
  await a.rectangle([450, 500], [550, 600]);
  await expect.poll(async () => (await b.types()).length).toBe(4);
  // Where the person was on the canvas before.
  expect((await xs(b)).at(-1)).toBe(480);
  await a.page.keyboard.press('Control+z');
  await expect.poll(async () => (await b.types()).length).toBe(3);
});

test('of two states that are looked at the second is restored, and the board can be edited then', async ({
  pair: [a, b],
}) => {
  const past = new Past(a);
  await a.rectangle([250, 300], [350, 400]);
  await past.open();
  await past.name('First');
  await b.rectangle([400, 300], [500, 400]);
  await b.saved();
  await past.name('Second');
  await b.rectangle([600, 300], [700, 400]);
  await b.saved();

  let late: () => void = () => undefined;
  const isLate = new Promise<void>((resolve) => {
    late = resolve;
  });
  await a.page.route('**/events?after=0&*', async (route) => {
    await isLate;
    await route.continue();
  });
  await past.version('First').click();
  await expect(past.preview).toBeVisible();
  await past.version('Second').click();
  await past.shown();
  const answered = a.page.waitForResponse('**/events?after=0&*');
  late();
  await answered;
  await past.button('Restore').click();
  await expect(past.preview).toHaveCount(0);
  for (const board of [a, b]) await expect.poll(() => xs(board)).toEqual([250, 400]);

  await past.shut();
  await a.rectangle([300, 500], [400, 600]);
  await expect.poll(async () => (await b.types()).length).toBe(3);
  await expectEqual(a, b);
});

test('three clicks take back an import over newer work', async ({ pair: [a, b], server, address }) => {
  const api = `${server.origin}/api/projects/${projectOf(address)}`;
  await a.rectangle([250, 300], [350, 400]);
  await a.saved();
  const old = await (await fetch(`${api}/export`)).text();
  await a.drag([250, 350], [370, 350]);
  await a.rectangle([600, 300], [700, 400]);
  await a.saved();
  const newer = await xs(a);
  await fetch(`${api}/import?mode=merge`, { method: 'POST', body: old });
  await expect.poll(async () => (await xs(a))[0]).toBe(250);

  const past = new Past(a);
  await past.button('History').click();
  await past.panel.getByRole('button', { name: 'Before an import or a restore' }).click();
  await past.button('Restore').click();
  for (const board of [a, b]) await expect.poll(() => xs(board)).toEqual(newer);
  await expectEqual(a, b);
});

test('three clicks take back a mass delete', async ({ pair: [a, b] }) => {
  for (const x of [250, 400, 600]) await a.rectangle([x, 300], [x + 100, 400]);
  await b.rectangle([400, 500], [500, 600]);
  await expect.poll(async () => (await a.types()).length).toBe(4);
  await a.page.keyboard.press('Control+a');
  await a.page.keyboard.press('Delete');
  await expect.poll(() => b.types()).toEqual([]);
  await a.saved();

  const past = new Past(b);
  await past.button('History').click();
  await past.panel.getByRole('tab', { name: 'Deleted lately' }).click();
  await past.button('Put all 4 back').click();
  for (const board of [a, b]) await expect.poll(async () => (await board.types()).length).toBe(4);
  await expectEqual(a, b);
  await expect(past.panel.getByText('Nothing that was deleted is missing.')).toBeVisible();
});

test('three clicks take back a bad restore', async ({ pair: [a, b] }) => {
  const past = new Past(a);
  await a.rectangle([250, 300], [350, 400]);
  await past.open();
  await past.name('First');
  await b.rectangle([400, 300], [500, 400]);
  await b.saved();
  await past.version('First').click();
  await past.button('Restore').click();
  await expect.poll(() => xs(b)).toEqual([250]);
  await past.shut();

  await past.button('History').click();
  await past.panel.getByRole('button', { name: 'Before an import or a restore' }).click();
  await past.button('Restore').click();
  for (const board of [a, b]) await expect.poll(() => xs(board)).toEqual([250, 400]);
});

test('objects of a past state are picked, copied, and restored by themselves', async ({
  person,
  address,
}) => {
  const context = await person();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const board = await Board.open(context, address);
  const past = new Past(board);
  for (const x of [250, 400]) await board.rectangle([x, 300], [x + 100, 400]);
  await past.open();
  await past.name('Both');
  await past.shut();
  await board.page.keyboard.press('Control+a');
  await board.page.keyboard.press('Delete');
  await board.saved();

  await past.open();
  await past.version('Both').click();
  await past.shown();
  await board.page.mouse.click(450, 350);
  await board.page.keyboard.press('Control+c');
  const copied = await board.page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied).elements).toMatchObject([{ x: 400 }]);
  await past.button('Restore this object').click();
  await expect.poll(() => xs(board)).toEqual([400]);
  await board.page.keyboard.press('Control+z');
  await expect.poll(() => xs(board)).toEqual([]);
  await board.page.keyboard.press('Control+z');
  await expect.poll(() => xs(board)).toEqual([250, 400]);
});

test('what one of three people did is taken back, undone, and done again; the others keep theirs', async ({
  person,
  address,
}) => {
  const join = async (name: string) => named(await person(), address, name);
  const [ann, bob, cem] = [await join('Ann'), await join('Bob'), await join('Cem')];
  const boards = [ann, bob, cem];
  await ann.rectangle([250, 300], [350, 400]);
  await bob.rectangle([400, 300], [500, 400]);
  await cem.rectangle([600, 300], [700, 400]);
  for (const board of boards) await expect.poll(async () => (await board.types()).length).toBe(3);
  await ann.drag([400, 350], [440, 350]);
  await cem.drag([250, 350], [250, 420]);
  await ann.rectangle([250, 550], [350, 650]);
  for (const board of boards) await expect.poll(() => xs(board)).toEqual([250, 440, 600, 250]);
  for (const board of boards) await board.saved();
  const looked = await bob.objects();
  const expectAll = async (objects: unknown) => {
    for (const board of boards) await expect.poll(() => board.objects()).toEqual(objects);
  };

  const past = new Past(bob);
  await past.open();
  await past.entry(0).click();
  await past.shown();
  await past.button('Take back what Ann did here').click();
  await expect(past.panel.getByText('2 objects would be as they were before Ann.')).toBeVisible();
  await expect(past.panel.locator('.take-back-left li')).toHaveText(['Rectangle: changed since']);
  await expectAll(looked);
  // What Ann does after that look is not taken back, though it is listed under the same entry.
  const listed = (await past.entry(0).textContent()) ?? '';
  await ann.rectangle([450, 550], [550, 650]);
  await expect.poll(async () => Object.keys(await bob.objects()).length).toBe(5);
  await expect(past.entry(0)).not.toHaveText(listed);
  const before = await bob.objects();
  await past.button('Take it back').click();
  await expect(past.preview).toHaveCount(0);
  for (const board of boards) await expect.poll(() => xs(board)).toEqual([250, 400, 600, 450]);
  const after = await bob.objects();
  const [anns, bobs, cems] = Object.keys(after) as [string, string, string];
  expect([after[anns], after[cems]]).toEqual([before[anns], before[cems]]);
  expect(after[bobs]).toMatchObject({ x: 400 });

  const note = bob.page.getByRole('region', { name: 'Message' });
  await note.getByRole('button', { name: 'Undo' }).click();
  await expect(note).toContainText('It is undone.');
  await expectAll(before);
  for (const [keys, said, objects] of [
    ['Control+Shift+z', 'It is done again.', after],
    ['Control+z', 'It is undone.', before],
    ['Control+y', 'It is done again.', after],
  ] as const) {
    await bob.page.keyboard.press(keys);
    await expect(note).toContainText(said);
    await expectAll(objects);
  }
  // Drawn after that, it is what Ctrl+Z takes back.
  await bob.rectangle([400, 500], [500, 600]);
  await expect.poll(async () => (await ann.types()).length).toBe(5);
  await bob.page.keyboard.press('Control+z');
  await expectAll(after);
});

test('a link opens a past state, of which a copy can be made', async ({ person, server, address }) => {
  const board = await Board.open(await person(), address);
  await board.rectangle([250, 300], [350, 400]);
  await board.saved();
  const { seq } = (await (await fetch(`${server.origin}/api/projects/${projectOf(address)}`)).json()) as {
    seq: number;
  };
  await board.rectangle([400, 300], [500, 400]);
  await board.saved();

  await board.page.goto(`${address}?seq=${seq}`);
  await board.ready();
  const past = new Past(board);
  await past.shown();
  expect(await xs(board)).toEqual([250]);
  await past.close();
  await expect(board.page).toHaveURL(address);
  await expect.poll(async () => (await board.types()).length).toBe(2);
  await past.shut();
  await past.open();
  await expect(past.entry(0)).toBeVisible();
  await expect(past.preview).toHaveCount(0);

  await board.page.goto(`${address}?seq=${seq}`);
  await board.ready();
  await past.shown();
  await past.shut();
  await expect(past.preview).toHaveCount(0);
  await expect(board.page).toHaveURL(address);

  await board.page.goto(`${address}?seq=${seq}`);
  await board.ready();
  await past.shown();
  await past.button('Make a copy from here').click();
  await expect(board.page).not.toHaveURL(new RegExp(String(projectOf(address))));
  await board.ready();
  await expect.poll(() => xs(board)).toEqual([250]);
  await expect(board.page).toHaveTitle('A board (copy) · Easel');
});

test('a person sees who changed an object, and plays what happened to it', async ({ person, address }) => {
  const [a, b] = [await named(await person(), address, 'Ann'), await named(await person(), address, 'Bob')];
  await a.rectangle([250, 300], [350, 400]);
  await expect.poll(async () => (await b.types()).length).toBe(1);
  await b.drag([250, 350], [370, 350]);
  await expect.poll(() => xs(a)).toEqual([370]);
  await b.saved();
  const past = new Past(a);
  await a.page.mouse.click(370, 350);
  await past.open();
  await past.button('Who changed this').click();
  const written = past.panel.locator('.history-line');
  await expect(written.filter({ hasText: 'Bob' })).toContainText('position');
  await expect(past.panel.getByRole('button', { name: 'Ann made it' })).toBeVisible();

  await past.panel.getByRole('button', { name: 'Ann made it' }).click();
  await past.shown();
  expect(await xs(a)).toEqual([250]);
  await past.button('Play').click();
  await expect.poll(() => xs(a)).toEqual([370]);
  await expect(past.button('Play')).toBeVisible();
  // Play has gone on to what came next; that began after the object was made.
  await past.preview.getByRole('slider', { name: 'Moment' }).press('Home');
  await expect.poll(() => xs(a)).toEqual([250]);
  await a.page.keyboard.press('Escape');
  await expect(past.preview).toHaveCount(0);
});

test('the history says when it cannot be read, and tries again', async ({ person, address }) => {
  const board = await Board.open(await person(), address);
  const past = new Past(board);
  await board.page.route('**/history?*', (route) => route.abort());
  await past.open();
  await expect(past.panel.getByRole('alert')).toContainText('The server cannot be reached');
  await board.page.unroute('**/history?*');
  await past.panel.getByRole('button', { name: 'Try again' }).click();
  await expect(past.panel.getByText('Nothing has happened on this board yet')).toBeVisible();
});
