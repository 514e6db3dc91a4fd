import { Board, expectEqual } from './board.ts';
import { keptRows, Network, unsentEdits } from './network.ts';
import { expect, newProject, test } from './test.ts';

/** Whether the browser would ask before the page is left. */
const asks = (board: Board) =>
  board.page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

/** The word that the save state has, for a person. */
const pill = (board: Board) =>
  board.page.locator('.save-pill [role=status]').filter({ visible: true }).first();

test('a day in a life: nothing is lost, and the pill is true at every step', async ({ person, address }) => {
  test.setTimeout(150_000);
  const context = await person();
  const network = new Network(context);
  await network.begin();
  const other = await Board.open(await person(), address);
  let mine = await Board.open(context, address);
  await expect(pill(mine)).toHaveText('Saved');
  await mine.rectangle([300, 300], [380, 400]);
  await mine.saved();
  // The app and the board are kept, soon after the board is there.
  await mine.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => keptRows(mine), { timeout: 20_000 }).toBe(2);

  // The network goes; the person draws, and closes the tab.
  await network.cut();
  await expect(pill(mine)).toHaveText('Offline, kept in this browser');
  await mine.rectangle([420, 300], [500, 400]);
  await expect.poll(() => unsentEdits(mine)).toBeGreaterThan(0);
  expect(await asks(mine)).toBe(false);
  await mine.page.close({ runBeforeUnload: true });

  // Others go on meanwhile.
  await other.rectangle([540, 300], [620, 400]);
  await other.saved();

  // Without a network the board opens all the same, with the last picture and what was drawn.
  mine = new Board(await context.newPage());
  await mine.page.goto(address);
  await expect.poll(() => mine.types(), { timeout: 20_000 }).toEqual(['rectangle', 'rectangle']);
  await expect(pill(mine)).toHaveText('Offline, kept in this browser');
  await expect(mine.page.locator('.opening')).toHaveCount(0);
  await mine.tool('o');
  await mine.drag([300, 500], [380, 600]);
  await expect.poll(() => mine.types()).toEqual(['rectangle', 'rectangle', 'ellipse']);
  await mine.page.reload();
  await expect.poll(() => mine.types(), { timeout: 20_000 }).toEqual(['rectangle', 'rectangle', 'ellipse']);

  // The network is back.
  await network.goOn();
  await expect.poll(async () => (await mine.types()).length, { timeout: 30_000 }).toBe(4);
  await mine.saved();
  await expectEqual(mine, other);
  expect((await other.types()).sort()).toEqual(['ellipse', 'rectangle', 'rectangle', 'rectangle']);
});

test('a board that was deleted meanwhile is looked at, and a new one is made of it', async ({
  person,
  server,
}) => {
  const id = await newProject(server, 'Garden');
  const context = await person();
  const network = new Network(context);
  await network.begin();
  const board = await Board.open(context, `${server.origin}/p/${id}`);
  await board.rectangle([300, 300], [380, 400]);
  await board.saved();
  await network.cut();
  await expect(pill(board)).toHaveText('Offline, kept in this browser');
  await board.rectangle([420, 300], [500, 400]);
  await fetch(`${server.origin}/api/projects/${id}`, { method: 'DELETE' });
  await network.goOn();
  await expect(board.page.getByRole('heading', { name: 'Somebody deleted this board' })).toBeVisible();
  await board.rectangle([540, 300], [620, 400]); // it is looked at only
  expect(await board.types()).toEqual(['rectangle', 'rectangle']);
  const [file] = await Promise.all([
    board.page.waitForEvent('download'),
    board.page.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Garden.excalidraw');
  await board.page.getByRole('button', { name: 'Make a new board of it' }).click();
  await expect(board.page).not.toHaveURL(new RegExp(id));
  await board.ready();
  await expect.poll(() => board.types()).toEqual(['rectangle', 'rectangle']);
  await board.saved();
  await expect(board.page).toHaveTitle('Garden · Easel');
  await expect.poll(() => unsentEdits(board)).toBe(0);
});

test('the cause is told where no socket opens, and the browser asks where nothing is kept', async ({
  person,
  address,
}) => {
  const editor = await Board.open(await person(), address);
  await editor.rectangle([300, 300], [380, 400]);
  await editor.saved();
  const context = await person();
  await context.routeWebSocket(/\/socket$/, (socket) => socket.close({ code: 1011 }));
  await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const board = new Board(await context.newPage());
  await board.page.goto(address);
  await expect(board.page.locator('.banner')).toContainText('WebSocket', { timeout: 10_000 });
  await expect.poll(() => board.types()).toEqual(['rectangle']);
  await editor.rectangle([420, 300], [500, 400]);
  await expect.poll(() => board.types()).toEqual(['rectangle', 'rectangle']);
  expect(await asks(board)).toBe(false);
  await board.rectangle([540, 300], [620, 400]);
  await expect(pill(board)).toHaveText('Not saving');
  await expect(board.page.locator('.banner')).toContainText('does not keep what you draw');
  expect(await asks(board)).toBe(true);
});

test('what was left of a board is marked in the list, and sent from there', async ({ person, server }) => {
  const id = await newProject(server, 'Left behind');
  const context = await person();
  const network = new Network(context);
  await network.begin();
  const board = await Board.open(context, `${server.origin}/p/${id}`);
  await network.cut();
  await expect(pill(board)).toHaveText('Offline, kept in this browser');
  await board.rectangle([300, 300], [380, 400]);
  await expect.poll(() => unsentEdits(board)).toBeGreaterThan(0);
  await board.page.getByRole('link', { name: 'All projects' }).first().click();
  await expect(board.page.getByText('Unsent work here').first()).toBeVisible({ timeout: 20_000 });
  await network.goOn();
  await expect.poll(() => unsentEdits(board), { timeout: 20_000 }).toBe(0);
  await expect(board.page.getByText('Unsent work here')).toHaveCount(0);
  const other = await Board.open(await person(), `${server.origin}/p/${id}`);
  await expect.poll(() => other.types()).toEqual(['rectangle']);
});
