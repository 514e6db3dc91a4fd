import { expectEqual, PIXEL } from './board.ts';
import { expect, test } from './test.ts';

const BOX = { id: 'a/b', type: 'rectangle', x: 700, y: 300, width: 80, height: 60 };

function drawing(name: string, elements: readonly object[]) {
  const text = JSON.stringify({ type: 'excalidraw', version: 2, elements, appState: {}, files: {} });
  return { name, mimeType: '', buffer: Buffer.from(text) };
}

/** A picture that carries its scene, as Excalidraw exports it. */
function pictureWithScene(): string {
  const png = Buffer.from(PIXEL, 'base64');
  const { buffer } = drawing('', [{ ...BOX, type: 'ellipse' }]);
  const text = Buffer.concat([Buffer.from('tEXtapplication/vnd.excalidraw+json\0'), buffer]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length - 4);
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), length, text, Buffer.alloc(4), png.subarray(end)]).toString(
    'base64',
  );
}

test('drawings are put beside what is there, what is odd is named, and one undo takes all away', async ({
  pair: [a, b],
  server,
}) => {
  const dialog = a.page.locator('dialog.dialog');
  await a.rectangle([300, 300], [400, 380]);
  await a.saved();
  const own = Object.keys(await a.drawn());

  const lost = { id: 'i2', type: 'image', fileId: 'nowhere', x: 0, y: 0, width: 50, height: 50 };
  const arrow = { type: 'arrow', start: { id: 'one' }, end: { id: 'two' }, label: { text: 'goes' } };
  await a.page
    .getByLabel('Drawings to import')
    .setInputFiles([
      drawing('odd.excalidraw', [BOX, BOX, lost]),
      drawing('short.json', [{ ...BOX, id: 'one' }, { ...BOX, id: 'two', x: 1_000 }, arrow]),
      { name: 'nothing.md', mimeType: 'text/markdown', buffer: Buffer.from('no drawing') },
    ]);
  await expect(dialog).toContainText('6 objects are on the board');
  await expect(dialog).toContainText('Image: its picture is not in the file');
  await expect(dialog).toContainText('there is no drawing in this file');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(a.page.getByRole('button', { name: 'Distribute horizontally' })).toBeVisible();
  await expectEqual(a, b);
  expect(Object.keys(await a.drawn())).toHaveLength(7);
  expect(Object.keys(await a.drawn())[0]).toBe(own[0]);

  await a.page.keyboard.press('Control+z');
  await expect.poll(async () => Object.keys(await b.drawn())).toEqual(own);
  await expectEqual(a, b);

  await a.drop('scene.png', 'image/png', pictureWithScene());
  await expect(dialog).toContainText('The objects that scene.png was made of are stored in it');
  await dialog.getByRole('button', { name: 'As a drawing' }).click();
  await expect.poll(() => b.types()).toEqual(['rectangle', 'ellipse']);
  await expect(a.page.getByText('1 object imported', { exact: true })).toBeVisible();
  await a.drop('scene.png', 'image/png', pictureWithScene());
  await dialog.getByRole('button', { name: 'As a picture' }).click();
  await expect.poll(() => b.types()).toEqual(['rectangle', 'ellipse', 'image']);

  // Under a name that tells nothing, too, and with less in it than Excalidraw needs to open it in place of the board.
  await a.drop('plan', 'text/plain', drawing('', [BOX]).buffer.toString('base64'));
  await expect.poll(() => b.types()).toEqual(['rectangle', 'ellipse', 'image', 'rectangle']);
  await expectEqual(a, b);
  await a.page.keyboard.press('Control+z');
  await expect.poll(() => b.types()).toEqual(['rectangle', 'ellipse', 'image']);

  await server.stop();
  await expect.poll(() => a.saveState()).toBe('offline');
  await a.drop('odd.excalidraw', '', drawing('', [BOX]).buffer.toString('base64'));
  await expect(a.page.getByText('Drawings are read by the server, and it cannot be reached')).toBeVisible();
  await expect(a.page.locator('.import-card')).toHaveCount(0);
  await server.start();
  await expectEqual(a, b);
  expect(await a.types()).toEqual(['rectangle', 'ellipse', 'image']);
});
