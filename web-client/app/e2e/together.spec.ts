import { expectEqual } from './board.ts';
import { expect, test } from './test.ts';

test('a rectangle appears in the other window while it is being drawn', async ({ pair: [a, b] }) => {
  await a.tool('r');
  await a.press([300, 300]);
  await a.page.mouse.move(420, 380, { steps: 4 });
  await expect.poll(() => b.types()).toEqual(['rectangle']);
  await a.page.mouse.move(500, 450, { steps: 4 });
  await expect.poll(async () => Object.values(await b.drawn())[0]?.width).toBe(200);
  await a.page.mouse.up();
  await expectEqual(a, b);
  await a.saved();
});

test('a freehand stroke is seen growing, and its points are sent once', async ({ pair: [a, b], address }) => {
  const sent: string[] = [];
  a.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await a.page.goto(address);
  await a.ready();
  await a.tool('p');
  await a.press([300, 300]);
  for (let at = 1; at <= 60; at++) await a.page.mouse.move(300 + at * 5, 300 + 40 * Math.sin(at / 5));
  const grown = async (board = b) =>
    (Object.values(await board.drawn())[0]?.points as unknown[] | undefined)?.length ?? 0;
  await expect.poll(() => grown()).toBeGreaterThan(20);
  await a.page.mouse.up();
  await expectEqual(a, b);
  const edits = sent.filter((frame) => frame.includes('"type":"edit"'));
  const points = (await grown()) as number;
  const told = edits
    .flatMap((frame) => JSON.parse(frame).changes)
    .flatMap((change) => [
      change.props?.points?.length ?? 0,
      change.set?.points?.length ?? 0,
      change.append?.points?.values.length ?? 0,
    ]);
  expect(points).toBeGreaterThan(30);
  expect(told.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(points + 5);
});

test('the panel shows what is selected as others change it, and changes what it shows', async ({
  pair: [a, b],
}) => {
  await a.rectangle([400, 300], [600, 450]);
  await expect.poll(() => b.types()).toEqual(['rectangle']);
  const opacity = a.page.locator('.selected-shape-actions input[type="range"]');
  await expect(opacity).toHaveValue('100');
  const [id = ''] = Object.keys(await b.drawn());
  for (const value of [40, 60]) {
    await b.page.mouse.move(700 + value, 500);
    await b.page.evaluate(
      ([id, opacity]) => window.easel?.project.edit([{ op: 'patch', id, set: { opacity } } as never]),
      [id, value] as const,
    );
    await expect(opacity).toHaveValue(String(value));
  }
  await opacity.fill('70');
  await expect.poll(async () => Object.values(await b.drawn())[0]?.opacity).toBe(70);
  await expect(opacity).toHaveValue('70');
});

test('two people drag different corners of one shape at once, and end equal', async ({ pair: [a, b] }) => {
  await a.rectangle([400, 300], [600, 450]);
  await expect.poll(() => b.types()).toEqual(['rectangle']);
  await b.page.mouse.click(400, 370);
  await a.press([604, 454]);
  await b.press([396, 296]);
  for (let step = 1; step <= 6; step++) {
    await a.page.mouse.move(604 + step * 12, 454 + step * 8);
    await b.page.mouse.move(396 - step * 10, 296 - step * 6);
  }
  await a.page.mouse.up();
  await b.page.mouse.up();
  await expectEqual(a, b);
  const shape = Object.values(await a.drawn())[0];
  expect(shape?.x).toBeLessThan(400);
  expect(shape?.width).toBeGreaterThan(200);
});

test('others’ cursors, names and selections are seen, and a person can be followed', async ({
  pair: [a, b],
}) => {
  await a.rectangle([400, 300], [600, 450]);
  const presence = () => b.page.evaluate(() => [...(window.easel?.project.peers.values() ?? [])][0]?.state);
  await expect.poll(presence).toMatchObject({ selection: [expect.any(String)], cursor: [600, 450] });
  await b.page.locator('.UserList .Avatar').first().click();
  await expect(b.page.locator('.follow-mode')).toBeVisible();
  await a.page.mouse.move(700, 500);
  await a.page.mouse.wheel(0, 900);
  /** The upper end of what the other one sees, as this window knows it. */
  const top = async (board: typeof a) => {
    const [peer] = await board.page.evaluate(() => [...(window.easel?.project.peers.values() ?? [])]);
    return Math.round((peer?.state as { viewport: number[] } | undefined)?.viewport[1] ?? Number.NaN);
  };
  await expect(async () => {
    const [followed, follower] = [await top(b), await top(a)];
    expect(followed).toBeGreaterThan(300);
    expect(follower).toBe(followed);
  }).toPass({ timeout: 15_000 });
});

test('undo takes back one’s own work only, and a word as a whole', async ({ pair: [a, b] }) => {
  await b.rectangle([700, 500], [800, 600]);
  await expect.poll(() => a.types()).toEqual(['rectangle']);
  await a.tool('t');
  await a.page.mouse.click(400, 300);
  await a.page.keyboard.type('hello');
  await expect.poll(() => b.texts()).toEqual(['hello']);
  await a.page.keyboard.press('Escape');
  await b.rectangle([800, 200], [900, 300]);
  await expect.poll(async () => (await a.types()).length).toBe(3);
  await a.page.keyboard.press('Control+z');
  await expect.poll(() => b.types()).toEqual(['rectangle', 'rectangle']);
  await a.page.keyboard.press('Control+z');
  await expect(a.page.getByRole('button', { name: 'Undo' }).filter({ visible: true })).toBeDisabled();
  await expect.poll(() => a.types()).toEqual(['rectangle', 'rectangle']);
  await a.page.getByRole('button', { name: 'Redo' }).filter({ visible: true }).click();
  await expect.poll(() => b.texts()).toEqual(['hello']);
  await expectEqual(a, b);
});

test('an arrow bound to a shape moves with it in both windows', async ({ pair: [a, b] }) => {
  await a.rectangle([400, 300], [500, 400]);
  await a.rectangle([700, 300], [800, 400]);
  await a.tool('a');
  await a.drag([505, 350], [695, 350]);
  await expect.poll(async () => (await b.types()).includes('arrow')).toBe(true);
  const bound = async () =>
    Object.values(await b.drawn()).filter(({ boundElements }) => (boundElements as unknown[])?.length);
  await expect.poll(async () => (await bound()).length).toBe(2);
  await a.page.keyboard.press('Escape');
  await a.drag([400, 330], [400, 480]);
  await expectEqual(a, b);
});

test('two people who draw and write at the same time lose nothing', async ({ pair: [a, b] }) => {
  await a.rectangle([300, 250], [470, 340]);
  await a.page.mouse.dblclick(385, 295);
  const typing = a.page.keyboard.type('a longer sentence', { delay: 20 });
  for (let at = 0; at < 4; at++) await b.rectangle([600, 150 + at * 120], [700, 220 + at * 120]);
  await typing;
  await a.page.keyboard.press('Escape');
  await expect.poll(async () => (await a.types()).length).toBe(6);
  await expectEqual(a, b);
});
