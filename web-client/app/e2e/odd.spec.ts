import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Board, expectEqual } from './board.ts';
import { expect, test } from './test.ts';

const box = { type: 'rectangle', x: 500, y: 300, width: 40, height: 40 };

/** What other programs put on boards. Seven of these cannot be shown, and one in part. */
const ODD = {
  left: { ...box, x: 'left' },
  far: { ...box, x: 5_000_000 },
  huge: { ...box, width: 4_000_000 },
  strange: { ...box, type: 'hologram' },
  flat: { ...box, width: 0, height: 0 },
  pointless: { type: 'arrow', x: 1, y: 1 },
  silent: { ...box, type: 'text', text: '', originalText: '' },
  stroke: {
    ...{ ...box, type: 'freedraw', pressures: [], simulatePressure: true },
    points: [[0, 0], null, [40, 40]],
  },
  one: { ...box, index: '1', strokeColor: 7, opacity: 900, groupIds: 'all', boundElements: [null] },
  cut: {
    ...{ ...box, type: 'text', text: 'larger letters and more words', fontSize: 60 },
    ...{ originalText: 'larger letters and more words', textAlign: 'left', verticalAlign: 'top' },
  },
  two: { ...box, index: '1', x: 560, frameId: 'gone', roundness: { type: 'very' } },
};

async function put(address: string, objects: Readonly<Record<string, object>>): Promise<void> {
  const changes = Object.entries(objects).map(([id, props]) => ({ op: 'put', id, props }));
  const response = await fetch(`${address.replace('/p/', '/api/projects/')}/edits`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client: randomUUID(), edits: [{ edit: 1, changes }] }),
  });
  expect(response.status).toBe(200);
}

const told = ({ page }: Board) => page.getByRole('complementary', { name: 'Objects that cannot be shown' });
const see = async (board: Board) => {
  await told(board).getByRole('button', { name: 'See them…' }).click();
  return board.page.getByRole('dialog', { name: 'Objects that cannot be shown' });
};

test('eleven odd objects take the board from nobody: both go on drawing, are told, and can remove them', async ({
  pair: [a, b],
  address,
}) => {
  await a.rectangle([300, 300], [400, 400]);
  await put(address, ODD);
  for (const board of [a, b]) {
    await expect(told(board).getByRole('status')).toHaveText(
      '7 objects cannot be shown; 1 object is shown in part',
    );
  }
  await a.rectangle([500, 500], [600, 600]);
  await b.tool('o');
  await b.drag([700, 300], [800, 400]);
  const shown = async (board: Board) => (await board.types()).sort();
  const all = ['ellipse', 'freedraw', 'rectangle', 'rectangle', 'rectangle', 'rectangle', 'text'];
  for (const board of [a, b]) await expect.poll(() => shown(board)).toEqual(all);
  await expect(async () => expect(await a.drawn()).toEqual(await b.drawn())).toPass({ timeout: 15_000 });
  // The box of the text holds it.
  expect((await a.drawn()).cut?.width).toBeGreaterThan(400);
  const order = Object.keys(await a.drawn());
  expect(order.slice(-2).filter((id) => id in ODD)).toEqual([]);

  const dialog = await see(a);
  await expect(dialog.getByRole('listitem')).toHaveCount(8);
  const saving = a.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  const { elements } = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  expect(elements).toContainEqual({ id: 'left', ...ODD.left });
  const strange = dialog.getByRole('listitem').filter({ hasText: 'no object of its type' });
  await strange.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(7);
  await dialog.getByRole('button', { name: 'Close' }).click();

  await expect(told(b).getByRole('status')).toHaveText(/^6 objects/);
  await (await see(b)).getByRole('button', { name: 'Delete all' }).click();
  for (const board of [a, b]) await expect(told(board)).toHaveCount(0);
  await expectEqual(a, b);
  expect(Object.keys(await a.objects()).sort()).toEqual([...order.filter((id) => id !== 'stroke')].sort());
  const message = b.page.getByRole('region', { name: 'Message' });
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(told(a).getByRole('status')).toHaveText(
    '6 objects cannot be shown; 1 object is shown in part',
  );
});

test('a failure while drawing loses nothing and stops nobody', async ({ pair: [a, b] }) => {
  await a.rectangle([300, 300], [400, 400]);
  await a.rectangle([500, 300], [600, 400]);
  await expect.poll(async () => (await b.types()).length).toBe(2);
  await a.page.evaluate(() => {
    for (const element of window.easel?.elements?.() ?? []) {
      Object.defineProperty(element, 'width', {
        get() {
          throw new RangeError('cannot be drawn');
        },
      });
    }
  });
  await a.page.mouse.wheel(0, 40);
  // Until the board has failed and is drawn anew, its elements cannot be read, either.
  await expect(async () => expect(await a.types()).toHaveLength(2)).toPass({ timeout: 15_000 });
  await a.rectangle([300, 500], [400, 600]);
  await expect.poll(async () => (await b.types()).length).toBe(3);
  await expectEqual(a, b);
  await a.saved();
});
