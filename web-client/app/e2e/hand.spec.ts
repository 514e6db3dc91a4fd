import { type Board, expectEqual, PIXEL } from './board.ts';
import { expect, test } from './test.ts';

type Props = Record<string, unknown>;

async function only(board: Board, type: string): Promise<Props> {
  const all = Object.values(await board.drawn()).filter((one) => one.type === type);
  expect(all).toHaveLength(1);
  return all[0] as Props;
}

async function deleteAll({ page }: Board): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
}

test('what is typed stays, whoever deletes its text or its shape, and whatever is pasted into it', async ({
  pair: [a, b],
}) => {
  await a.rectangle([300, 250], [500, 350]);
  await a.page.mouse.dblclick(400, 300);
  await a.page.keyboard.type('first', { delay: 15 });
  await expect.poll(() => b.texts()).toEqual(['first']);
  await b.page.mouse.move(100, 700);
  await deleteAll(b);
  await expect.poll(() => b.types()).toEqual(['text']);
  await expect(a.page.getByText('It is back')).toBeVisible();
  await a.page.evaluate(() => document.execCommand('insertText', false, ' \0and\ud83d'));
  await a.page.keyboard.type(' last', { delay: 15 });
  await a.page.keyboard.press('Escape');
  const words = 'first and\ufffd last';
  await expect.poll(() => b.texts()).toEqual([words]);
  expect(await only(a, 'text')).toMatchObject({ originalText: words, containerId: null });
  await expectEqual(a, b);
  await a.saved();
});

test('the name of a frame stays as it is typed, whoever deletes the frame, and an arrow by key is everybody’s', async ({
  pair: [a, b],
}) => {
  await a.tool('f');
  await a.drag([400, 250], [700, 500]);
  await a.page.mouse.dblclick(420, 240);
  await a.page.keyboard.type('Kitchen', { delay: 15 });
  await expect.poll(async () => (await only(b, 'frame')).name).toBe('Kitchen');
  await deleteAll(b);
  await expect(a.page.getByText('It is back')).toBeVisible();
  await a.page.keyboard.type(' plan', { delay: 15 });
  await a.page.keyboard.press('Enter');
  await expect.poll(async () => (await only(b, 'frame')).name).toBe('Kitchen plan');
  expect(await a.types()).toEqual(['frame']);
  await a.page.keyboard.press('Escape');
  await a.page.mouse.click(200, 650);
  for (const key of ['a', 'Enter']) await a.page.keyboard.press(key);
  await expect.poll(() => b.types()).toEqual(['frame', 'arrow']);
  await expectEqual(a, b);
});

test('undo is seen at once in an open line editor, and takes back a series of arrow keys or an image whole', async ({
  pair: [a, b],
}) => {
  await a.tool('l');
  for (const x of [300, 400, 500]) await a.page.mouse.click(x, 300);
  await a.page.keyboard.press('Escape');
  await a.page.keyboard.press('Control+Enter');
  const points = async (board = a) => (await only(board, 'line')).points as number[][];
  const straight = [[0, 0], [100, 0], [200, 0]]; // biome-ignore format: as above
  await expect.poll(() => points()).toEqual(straight);
  await a.drag([400, 300], [400, 360]);
  await expect.poll(async () => (await points(b))[1]?.[1]).toBe(60);
  await a.page.keyboard.press('Control+z');
  await expect.poll(() => points()).toEqual(straight);
  await a.drag([500, 300], [500, 380]);
  await expect.poll(() => points(b)).toEqual([[0, 0], [100, 0], [200, 80]]); // biome-ignore format: as above
  await a.page.keyboard.press('Escape');
  await a.page.keyboard.press('Escape');
  await expectEqual(a, b);

  await deleteAll(a);
  await a.rectangle([300, 500], [400, 600]);
  const left = async () => (await only(b, 'rectangle')).x as number;
  await expect.poll(left).toBe(300);
  for (let step = 0; step < 20; step++) await a.page.keyboard.press('ArrowRight');
  await expect.poll(left).toBeGreaterThan(310);
  await a.page.keyboard.press('Control+z');
  await expect.poll(left).toBe(300);

  await a.drop('pixel.png', 'image/png', PIXEL);
  await expect.poll(async () => (await b.types()).includes('image')).toBe(true);
  await expect.poll(async () => (await only(b, 'image')).width).toBe(10);
  await a.saved();
  await a.page.keyboard.press('Control+z');
  await expect.poll(() => b.types()).toEqual(['rectangle']);
  await expectEqual(a, b);
});

test('who writes is seen, the second is asked, and where both write nobody loses words unheard', async ({
  pair: [a, b],
}) => {
  await a.tool('t');
  await a.page.mouse.click(400, 300);
  await a.page.keyboard.type('a plan', { delay: 15 });
  await expect.poll(() => b.texts()).toEqual(['a plan']);
  await expect(b.page.getByText('is writing', { exact: false }).first()).toBeVisible();
  await b.page.mouse.dblclick(430, 300);
  await expect(b.page.getByRole('dialog', { name: 'Somebody else is writing here' })).toBeVisible();
  await b.page.getByRole('button', { name: 'Leave it to them' }).click();
  await b.page.mouse.dblclick(430, 300);
  await b.page.getByRole('button', { name: 'Write anyway' }).click();
  const field = b.page.locator('textarea.excalidraw-wysiwyg');
  await expect(field).toBeFocused();
  await a.page.keyboard.type(' of Ada', { delay: 15 });
  await expect(field).toHaveValue('a plan of Ada');
  await b.page.keyboard.press('End');
  await b.page.keyboard.type(' and Bob', { delay: 15 });
  await expect.poll(() => a.texts()).toEqual(['a plan of Ada']);
  await a.page.keyboard.type(' alone', { delay: 15 });
  await b.page.keyboard.press('Escape');
  await expect(b.page.getByLabel('The words')).toHaveValue('a plan of Ada and Bob');
  await a.page.keyboard.press('Escape');
  await expectEqual(a, b);
  expect(await a.texts()).toEqual(['a plan of Ada alone']);
  await b.page.reload();
  await b.ready();
  await expect(b.page.getByLabel('The words')).toHaveValue('a plan of Ada and Bob');
  await b.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(b.page.getByLabel('The words')).toHaveCount(0);
});
