import { Board, PIXEL } from './board.ts';
import { expect, newProject, test } from './test.ts';

const rightClick = (board: Board, x: number, y: number) => board.page.mouse.click(x, y, { button: 'right' });

test('each key, entry and link of a board does what it says, or is not there', async ({
  person,
  address,
}) => {
  const board = await Board.open(await person(), address);
  const { page } = board;
  await board.rectangle([400, 300], [600, 450]);
  const dialogs = page.locator('dialog, .Modal').filter({ visible: true });

  // What a board has not does nothing, whatever the keyboard's layout.
  for (const key of ['Control+Delete', 'Control+Backspace', 'Control+/', 'Control+Shift+P', 'Control+p']) {
    await page.keyboard.press(key);
  }
  await expect(dialogs).toHaveCount(0);
  await expect(page.locator('.Toast')).toHaveCount(0);
  await page.locator('.App-toolbar__extra-tools-trigger').click();
  await expect(page.getByText('Frame tool')).toBeVisible();
  await expect(page.getByText('Web Embed')).toBeHidden();
  await page.keyboard.press('Escape');

  // The theme is that of the whole page.
  await page.keyboard.press('Alt+Shift+D');
  await expect(page.locator('.excalidraw.theme--dark')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Alt+Shift+D');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  // The help names no key that does nothing, and no page of others.
  for (const open of [() => page.keyboard.press('?'), () => page.locator('.help-icon').click()]) {
    await open();
    await expect(dialogs).toHaveCount(1);
    await expect(dialogs).toContainText('View mode');
    await expect(dialogs).not.toContainText('ommand palette');
    await expect(dialogs.getByRole('link')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(dialogs).toHaveCount(0);
  }
  await page.keyboard.press('Control+s');
  await expect(page.locator('.note')).toHaveText('Saved');

  // A link to an object opens there, also far from everything else, and leads on within the page.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await rightClick(board, 402, 375);
  await page.getByText('Copy link to object').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\?element=[\w-]+$/);
  const [id] = Object.keys(await board.drawn());
  await page.keyboard.press('Escape');
  for (let at = 0; at < 12; at++) await page.mouse.wheel(900, 900);
  await board.rectangle([400, 300], [450, 350]);
  const other = await Board.open(await person(), link);
  const selected = () => other.page.evaluate(() => [...(window.easel?.project.peers.values() ?? [])].length);
  await expect.poll(selected).toBe(1);
  const seen = () =>
    page.evaluate(() => [...(window.easel?.project.peers.values() ?? [])].map(({ state }) => state));
  await expect.poll(seen).toMatchObject([{ selection: [id] }]);
  expect(await other.page.evaluate(() => location.search)).toBe('');
  await expect(other.page.locator('.Toast')).toHaveCount(0);
  await other.page.goto(`${address}?element=nobody`);
  await expect(other.page.getByText('no longer on the board')).toBeVisible();
});

test('who only looks sends nothing, by the address or by choice', async ({ person, address }) => {
  const editor = await Board.open(await person(), address);
  await editor.rectangle([300, 300], [400, 400]);
  const viewer = await Board.open(await person(), address);
  await expect.poll(() => viewer.types()).toEqual(['rectangle']);
  const sent: string[] = [];
  const paste = () =>
    viewer.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'pasted');
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
  const tryAll = async () => {
    await viewer.rectangle([500, 500], [600, 600]);
    await viewer.drop('pixel.png', 'image/png', PIXEL);
    await paste();
    for (const key of ['Control+a', 'Delete', 'Control+d', 'ArrowRight', 'Control+z', 'Control+y']) {
      await viewer.page.keyboard.press(key);
    }
    // Whatever else would change the canvas itself.
    await viewer.page.mouse.dblclick(350, 350);
    await viewer.page.keyboard.type('words');
    await viewer.page.keyboard.press('Escape');
  };
  viewer.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(String(payload))),
  );
  viewer.page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
  await viewer.page.reload();
  await viewer.ready();
  await viewer.page.keyboard.press('Alt+r');
  await expect(viewer.page.getByRole('button', { name: 'Draw again' })).toBeVisible();
  await tryAll();
  await viewer.page.goto(`${address}?view`);
  await viewer.page.waitForSelector('canvas.interactive');
  // Also before the board is there.
  await viewer.drop('pixel.png', 'image/png', PIXEL);
  await viewer.ready();
  await tryAll();
  await editor.rectangle([500, 300], [600, 400]);
  await expect.poll(() => viewer.types()).toEqual(['rectangle', 'rectangle']);
  expect(await editor.types()).toEqual(['rectangle', 'rectangle']);
  expect(sent.filter((one) => /"type":"edit"|\/assets\//.test(one))).toEqual([]);

  // Chosen for a while, it ends again.
  await viewer.page.goto(address);
  await viewer.ready();
  await viewer.page.keyboard.press('Alt+r');
  await viewer.page.keyboard.press('Alt+r');
  await viewer.rectangle([700, 500], [800, 600]);
  await expect.poll(async () => (await editor.types()).length).toBe(3);
});

test('two who follow each other do not chase each other', async ({ person, server }) => {
  const address = `${server.origin}/p/${await newProject(server)}`;
  const [a, b] = [await Board.open(await person(), address), await Board.open(await person(), address)];
  await a.page.setViewportSize({ width: 1500, height: 640 });
  const zoom = (board: Board) => board.page.locator('.reset-zoom-button').textContent();
  const avatar = (board: Board) => board.page.locator('.UserList .Avatar').first();
  await avatar(a).click();
  await expect(a.page.locator('.follow-mode')).toBeVisible();
  await expect
    .poll(() => b.page.evaluate(() => [...(window.easel?.project.peers.values() ?? [])][0]?.state))
    .toMatchObject({ following: expect.any(String) });
  await avatar(b).click();
  await expect(b.page.getByText('is following you already')).toBeVisible();
  await expect(b.page.locator('.follow-mode')).toHaveCount(0);
  expect(await zoom(b)).toBe('100%');
  // Both at once: one of them lets go.
  await avatar(a).click();
  await expect(a.page.locator('.follow-mode')).toHaveCount(0);
  await Promise.all([avatar(a).click(), avatar(b).click()]);
  const seen = (board: Board) =>
    board.page.evaluate(() => {
      const [peer] = [...(window.easel?.project.peers.values() ?? [])];
      const { following } = (peer?.state ?? {}) as { following?: string };
      return {
        follows: document.querySelector('.follow-mode') !== null,
        isFollowed: following !== undefined,
      };
    });
  await expect(async () => {
    const [ofA, ofB] = [await seen(a), await seen(b)];
    // Each has heard what the other does: nobody lets go any more.
    expect([ofA.isFollowed, ofB.isFollowed]).toEqual([ofB.follows, ofA.follows]);
    expect(Number(ofA.follows) + Number(ofB.follows)).toBe(1);
  }).toPass({ timeout: 15_000 });
  expect(Number.parseInt((await zoom(a)) ?? '', 10)).toBeGreaterThan(30);
  expect(Number.parseInt((await zoom(b)) ?? '', 10)).toBeGreaterThan(30);
});

test('the Library keeps what was collected, and takes what its site offers, once asked', async ({
  browser,
  server,
  address,
}) => {
  const context = await browser.newContext();
  await context.addInitScript(() => localStorage.setItem('easel:nameAsked', 'true'));
  const shape = {
    type: 'rectangle',
    id: 'r',
    x: 0,
    y: 0,
    width: 50,
    height: 50,
    seed: 1,
    version: 1,
    versionNonce: 1,
  };
  const library = {
    type: 'excalidrawlib',
    version: 2,
    libraryItems: [{ id: 'of-the-site', status: 'published', created: 1, elements: [shape] }],
  };
  await context.route('https://libraries.excalidraw.com/**', (route) =>
    route.fulfill({ json: library, headers: { 'Access-Control-Allow-Origin': '*' } }),
  );
  const board = await Board.open(context, address);
  const { page } = board;
  // Right after the board is ready the key may be nobody's yet.
  await expect(async () => {
    const chosen = page.waitForEvent('filechooser', { timeout: 3_000 });
    await page.keyboard.press('Control+o');
    expect((await chosen).isMultiple()).toBe(true);
  }).toPass({ timeout: 30_000 });
  const items = page.locator('[class*="library-unit__active"]');
  await board.rectangle([400, 300], [600, 450]);
  await page.getByTitle('Library').first().click();
  // The site is told where the app is, and of no board.
  const browse = page.locator('[class*="library-menu-browse-button"]');
  await expect(browse).toHaveAttribute('href', new RegExp(`referrer=${server.origin}/&`));
  expect(await browse.getAttribute('href')).not.toContain('/p/');
  await page.locator('[class*="library-unit "], [class="library-unit"]').first().click();
  await expect(items).toHaveCount(1);
  await page.reload();
  await board.ready();
  await page.getByTitle('Library').first().click();
  await expect(items).toHaveCount(1);

  const asked: string[] = [];
  const add = (url: string) => `${server.origin}/#addLibrary=${encodeURIComponent(url)}&token=other`;
  const back = await context.newPage();
  back.on('dialog', (dialog) => {
    if (dialog.type() === 'confirm') asked.push(dialog.message());
    void dialog.accept();
  });
  await back.goto(add('https://libraries.excalidraw.com/libraries/some/one.excalidrawlib'));
  await new Board(back).ready();
  await expect(back.locator('[class*="library-unit__active"]')).toHaveCount(2);
  expect(back.url()).toContain(new URL(address).pathname);
  expect(asked).toHaveLength(1);
  // A library that is dropped is added as well, and not drawn.
  const item = { id: 'mine', status: 'published', created: 1, elements: [{ ...shape, id: 'm' }] };
  const mine = { type: 'excalidrawlib', version: 2, libraryItems: [item] };
  await new Board(back).drop('mine.excalidrawlib', '', Buffer.from(JSON.stringify(mine)).toString('base64'));
  await expect(back.locator('[class*="library-unit__active"]')).toHaveCount(3);
  expect(await new Board(back).types()).toEqual(['rectangle']);
  await back.goto('about:blank');
  await back.goto(add('https://elsewhere.test/one.excalidrawlib'));
  await new Board(back).ready();
  await expect(back.getByText('Invalid or disallowed library URL')).toBeVisible();
  expect(asked).toHaveLength(1);
  await context.close();
});
