import { expect, test } from '@playwright/test';
import { Server } from '../../sdk/test/server/server.ts';
import { Board, PIXEL } from './board.ts';
import { Past } from './past.ts';
import { newProject } from './test.ts';

const server = new Server(undefined, '/team/boards');
test.beforeAll(async () => {
  test.setTimeout(120_000);
  await server.start();
});
test.afterAll(() => server.remove());

test('below a path of its host the whole app works, and asks for nothing beside it', async ({ browser }) => {
  const address = `${server.origin}/p/${await newProject(server)}`;
  const context = await browser.newContext();
  const asked: string[] = [];
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
  });
  const board = await Board.open(context, address);
  await board.rectangle([300, 300], [400, 400]);
  await board.tool('t');
  await board.page.mouse.click(700, 300);
  await board.page.keyboard.type('Below a path');
  await board.page.keyboard.press('Escape');
  await board.drop('pixel.png', 'image/png', PIXEL);
  const drawn = ['image saved', 'rectangle', 'text'];
  const seen = async () =>
    Object.values(await board.drawn())
      .map(({ type, status }) => (status === undefined ? type : `${type} ${status}`))
      .sort();
  await expect.poll(seen).toEqual(drawn);
  await board.saved();
  await board.page.reload();
  await board.ready();
  await expect.poll(seen).toEqual(drawn);

  const past = new Past(board);
  await past.open();
  await past.entry(0).click();
  await past.shown();
  await past.close();
  await past.shut();

  const [id] = Object.entries(await board.objects()).find(([, props]) => isRectangle(props)) ?? [];
  await board.page.goto(`${address}/objects/${id}`);
  await expect(board.page.getByRole('heading', { level: 1 })).toHaveText('Rectangle');

  await board.page.goto(server.origin);
  await expect(board.page).toHaveURL(`${server.origin}/`);
  await board.page.getByRole('link', { name: 'A board' }).click();
  await expect(board.page).toHaveURL(address);
  await board.ready();

  expect(asked.filter((url) => !`${url}/`.startsWith(`${server.origin}/`))).toEqual([]);
  expect(asked.some((url) => url.startsWith(`${server.origin}/excalidraw/fonts/`))).toBe(true);
  const kept = await board.page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name).sort(),
  );
  expect(kept.filter((name) => name?.startsWith('easel'))).toEqual([
    'easel-assets/team/boards',
    'easel-library/team/boards',
    'easel-notes/team/boards',
    'easel-pictures/team/boards',
    'easel/team/boards',
  ]);
});

const isRectangle = (props: unknown) => (props as { type: string }).type === 'rectangle';
