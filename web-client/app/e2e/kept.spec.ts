import { Board, expectEqual } from './board.ts';
import { expect, test } from './test.ts';

/** How long the server is away. A full minute with `EASEL_OUTAGE_MS=60000`. */
const OUTAGE_MS = Number(process.env.EASEL_OUTAGE_MS ?? 6_000);

test('a stroke drawn right before the tab is closed is there', async ({ person, address }) => {
  const context = await person();
  const first = await Board.open(context, address);
  await first.tool('p');
  await first.drag([300, 300], [500, 420], 15);
  await first.page.close({ runBeforeUnload: true });
  const second = await Board.open(await person(), address);
  await expect.poll(() => second.types()).toEqual(['freedraw']);
});

test('server killed, drawn, tab closed, both started again: the stroke is there', async ({
  person,
  address,
  server,
}) => {
  const context = await person();
  const first = await Board.open(context, address);
  await server.stop('SIGKILL');
  await expect.poll(() => first.saveState()).toBe('offline');
  await first.tool('p');
  await first.drag([300, 300], [500, 420], 15);
  await expect(first.page.getByText('Offline, kept in this browser').filter({ visible: true })).toBeVisible();
  await first.page.close({ runBeforeUnload: true });
  await server.start();
  const second = await Board.open(context, address);
  await expect.poll(() => second.types()).toEqual(['freedraw']);
  await second.saved();
  const other = await Board.open(await person(), address);
  await expectEqual(second, other);
});

test('both draw while the server is away; then both are equal, and nothing is lost', async ({
  pair: [a, b],
  server,
}) => {
  test.setTimeout(OUTAGE_MS + 60_000);
  await a.rectangle([250, 300], [350, 400]);
  await expect.poll(() => b.types()).toEqual(['rectangle']);
  await a.saved();
  await server.stop();
  const back = new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
  await expect.poll(() => a.saveState()).toBe('offline');
  await expect(a.page.locator('.banner')).toBeVisible();
  await a.rectangle([400, 300], [500, 400]);
  await b.tool('o');
  await b.drag([600, 300], [700, 400]);
  expect(await a.saveState()).toBe('offline');
  expect(await b.saveState()).toBe('offline');
  await back;
  await server.start();
  await expect
    .poll(async () => (await a.types()).sort(), { timeout: 30_000 })
    .toEqual(['ellipse', 'rectangle', 'rectangle']);
  await expectEqual(a, b);
  await a.saved();
  await b.saved();
});

test('undo survives a reload', async ({ person, address }) => {
  const board = await Board.open(await person(), address);
  await board.rectangle([300, 300], [400, 400]);
  await board.saved();
  await board.page.reload();
  await board.ready();
  await expect.poll(() => board.types()).toEqual(['rectangle']);
  await board.page.getByRole('button', { name: 'Undo' }).filter({ visible: true }).click();
  await expect.poll(() => board.types()).toEqual([]);
});
