import { expect, type Page } from '@playwright/test';
import { Board, PIXEL } from './board.ts';
import { newBoard, SignedIn, test } from './signedIn.ts';

/** What the server is asked to change, on a board where there is something to change. */
interface Tried {
  readonly method: string;
  /** Below the board's own address. */
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
}

const edit = { op: 'put', id: 'mine', props: { type: 'rectangle', x: 1, y: 1 } };
const client = '00000000-0000-4000-8000-00000000000c';
const shape = (id: string, type: string) => ({ id, type, x: 0, y: 0, width: 60, height: 60, opacity: 100 });
const DRAWING = JSON.stringify({ type: 'excalidraw', version: 2, elements: [shape('mine', 'rectangle')] });
const COPIED = JSON.stringify({ type: 'excalidraw/clipboard', elements: [shape('copied', 'ellipse')] });
const LIBRARY = JSON.stringify({
  ...{ type: 'excalidrawlib', version: 2 },
  libraryItems: [{ id: 'item', status: 'published', created: 1, elements: [shape('of-item', 'diamond')] }],
});
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

const CALLS: readonly Tried[] = [
  { method: 'POST', path: '/edits', body: JSON.stringify({ client, edits: [{ edit: 1, changes: [edit] }] }) },
  { method: 'PATCH', path: '', body: JSON.stringify({ title: 'Mine' }) },
  { method: 'PATCH', path: '/settings', body: JSON.stringify({ viewBackgroundColor: '#000000' }) },
  { method: 'DELETE', path: '' },
  { method: 'POST', path: '/import', body: DRAWING },
  { method: 'PUT', path: '/assets/mine', body: 'not looked at', type: 'image/png' },
  { method: 'PUT', path: '/picture', body: 'not looked at', type: 'image/png' },
  { method: 'POST', path: '/objects/one/buffer', body: JSON.stringify(edit.props) },
  { method: 'POST', path: '/flush' },
  { method: 'POST', path: '/versions', body: JSON.stringify({ name: 'Mine' }) },
  { method: 'POST', path: '/restore', body: JSON.stringify({ seq: 1 }) },
  { method: 'POST', path: '/rollback', body: JSON.stringify({ by: 'ada' }) },
  { method: 'PUT', path: '/members/bob', body: JSON.stringify({ role: 'owner' }) },
  { method: 'POST', path: '/links', body: JSON.stringify({ role: 'editor' }) },
];

/** Makes the call from the page's console, with the cookies and the token that the page has; returns the status. */
function call(page: Page, id: string, tried: Tried): Promise<number> {
  return page.evaluate(
    async ([id, { method, path, body, type = 'application/json' }]) => {
      const kept = JSON.parse(sessionStorage.getItem(`easel:link:${id}`) ?? '{}') as { token?: string };
      const headers = {
        ...(body !== undefined && { 'Content-Type': type }),
        ...(kept.token !== undefined && { Authorization: `Bearer ${kept.token}` }),
      };
      const answer = await fetch(`/api/projects/${id}${path}`, { method, headers, ...(body && { body }) });
      return answer.status;
    },
    [id, tried] as const,
  );
}

/** Edits over a socket of one's own; returns how the server answers that. */
function editByHand(page: Page, id: string): Promise<unknown> {
  return page.evaluate(
    ([id, client, edit]) =>
      new Promise((resolve) => {
        const kept = JSON.parse(sessionStorage.getItem(`easel:link:${id}`) ?? '{}') as { token?: string };
        const offered = kept.token === undefined ? [] : [`bearer.${kept.token}`];
        const url = `${location.origin.replace('http', 'ws')}/api/projects/${id}/socket`;
        const socket = new WebSocket(url, ['easel.v1', ...offered]);
        socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', client }));
        socket.onclose = ({ code }) => resolve(code);
        socket.onmessage = ({ data }) => {
          const { type, code } = JSON.parse(data) as { type: string; code?: string };
          if (type === 'ready') socket.send(JSON.stringify({ type: 'edit', edit: 1, changes: [edit] }));
          if (type !== 'refused') return;
          resolve(code);
          socket.close();
        };
      }),
    [id, client, edit] as const,
  );
}

async function letIn(at: SignedIn, id: string, role: string): Promise<void> {
  await fetch(`${at.origin}/api/projects/${id}/members/bob`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role }),
  });
}

async function viewLink(at: SignedIn, id: string): Promise<string> {
  const answer = await fetch(`${at.origin}/api/projects/${id}/links`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 'viewer' }),
  });
  return ((await answer.json()) as { key: string }).key;
}

/** Whatever the page sends that could change something: calls, and edits over its sockets. */
function watchSent(page: Page): readonly string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const isAsking = request.method() === 'GET' || request.url().endsWith('/links/redeem');
    if (!isAsking) sent.push(`${request.method()} ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const { type } = JSON.parse(String(payload)) as { type: string };
      if (type === 'edit') sent.push(String(payload));
    });
  });
  return sent;
}

/** Drops what a library's item is, as Excalidraw's own library does. */
async function dropLibraryItem(page: Page): Promise<void> {
  const dataTransfer = await page.evaluateHandle((library) => {
    const transfer = new DataTransfer();
    transfer.setData('application/vnd.excalidrawlib+json', library);
    return transfer;
  }, LIBRARY);
  await page.dispatchEvent('canvas.interactive', 'drop', { dataTransfer, clientX: 600, clientY: 500 });
}

/** Pastes what is in the clipboard by the keys for it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.mouse.move(600, 300);
  await page.keyboard.press('Control+v');
}

/** All by which a drawing is changed with mouse and keys, on a board with a rectangle from (300, 300) to (400, 400). */
async function tryEverything(board: Board): Promise<void> {
  const { page } = board;
  await page.mouse.click(350, 300);
  const keys = ['Delete', 'Backspace', 'Control+x', 'Control+d', 'ArrowLeft', 'Shift+ArrowUp', 'Enter', 'F2'];
  for (const key of [...keys, 'Control+z', 'Control+y', 'Control+s', 'Control+g', 'Control+Shift+l']) {
    await page.keyboard.press('Control+a');
    await page.keyboard.press(key);
    await page.keyboard.press('Escape');
  }
  await paste(page, 'words');
  await paste(page, COPIED);
  await board.drop('pixel.png', 'image/png', PIXEL);
  await board.drop('garden.excalidraw', 'application/json', Buffer.from(DRAWING).toString('base64'));
  await board.drop('shapes.excalidrawlib', 'application/json', Buffer.from(LIBRARY).toString('base64'));
  await dropLibraryItem(page);
  for (const tool of ['r', 'd', 'a', 'l', 'p', 't', 'f', 'e', 'v']) {
    await board.tool(tool);
    await board.drag([300, 350], [600, 450]);
    await page.keyboard.press('Escape');
  }
  await page.mouse.dblclick(350, 350);
  await page.keyboard.type('words');
  await page.keyboard.press('Escape');
}

for (const [who, isMember] of [
  ['a member', true],
  ['a guest with a link', false],
] as const) {
  test(`${who} who may only look changes nothing by any gesture, key, address or call`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(180_000);
    const ada = await SignedIn.open(server, 'ada');
    const at = await SignedIn.open(server, isMember ? 'bob' : undefined);
    const id = await newBoard(ada, 'Garden');
    const owner = await Board.open(await browser.newContext(), `${ada.origin}/p/${id}`);
    await owner.rectangle([300, 300], [400, 400]);
    await owner.saved();
    const before = await owner.objects();
    if (isMember) await letIn(ada, id, 'viewer');
    const key = isMember ? '' : `#key=${await viewLink(ada, id)}`;

    const page = await (await browser.newContext(CLIPBOARD)).newPage();
    const sent = watchSent(page);
    // An address that says so only looks as well; the role stays when it no longer says so.
    await page.goto(`${at.origin}/p/${id}?view${key}`);
    const viewer = new Board(page);
    await viewer.ready();
    await page.goto(`${at.origin}/p/${id}`);
    await viewer.ready();
    await expect(page.getByText('View only').filter({ visible: true })).toBeVisible();
    await expect.poll(() => viewer.types()).toEqual(['rectangle']);
    await tryEverything(viewer);
    // All that was tried has been answered, and the line is as good as before.
    await owner.rectangle([600, 600], [700, 700]);
    await expect.poll(() => viewer.types()).toEqual(['rectangle', 'rectangle']);
    expect(sent).toEqual([]);

    const answers: string[] = [];
    for (const tried of CALLS) {
      answers.push(`${tried.method} ${tried.path} ${await call(page, id, tried)}`);
    }
    expect(answers).toEqual(CALLS.map(({ method, path }) => `${method} ${path} 403`));
    expect(await editByHand(page, id)).toBe('forbidden');
    await owner.page.keyboard.press('Control+z');
    await expect.poll(() => owner.objects()).toEqual(before);
    await expect.poll(() => viewer.objects()).toEqual(before);
    await expect(page).toHaveTitle('Garden · Easel');

    if (isMember) {
      // The same gestures draw, from a role on that may: they were no empty ones.
      await letIn(ada, id, 'editor');
      await expect(page.getByText('You can draw on this board now.')).toBeVisible();
      await paste(page, COPIED);
      await expect.poll(() => owner.types()).toEqual(['rectangle', 'ellipse']);
      await dropLibraryItem(page);
      await expect.poll(() => owner.types()).toEqual(['rectangle', 'ellipse', 'diamond']);
    }
    for (const one of [ada, at]) one.close();
  });
}

test('who is removed is out within the blink of an eye, and sees nothing that is drawn afterwards', async ({
  browser,
  server,
}) => {
  const ada = await SignedIn.open(server, 'ada');
  const bob = await SignedIn.open(server, 'bob');
  const id = await newBoard(ada, 'Garden');
  await letIn(ada, id, 'viewer');
  const owner = await Board.open(await browser.newContext(), `${ada.origin}/p/${id}`);
  await owner.rectangle([300, 300], [400, 400]);
  const viewer = await Board.open(await browser.newContext(), `${bob.origin}/p/${id}`);
  await expect.poll(() => viewer.types()).toEqual(['rectangle']);
  await owner.page.getByRole('button', { name: 'Share' }).filter({ visible: true }).click();
  const remove = owner.page.getByRole('button', { name: 'Remove bob' });
  // Both by the clock of this computer, in milliseconds; both wait before the click, however busy the machine is.
  const clicked = await remove.evaluateHandle((button) => ({
    at: new Promise<number>((resolve) => button.addEventListener('click', () => resolve(Date.now()), true)),
  }));
  const out = await viewer.page.evaluateHandle(
    (words) => ({
      at: new Promise<number>((resolve) => {
        const look = () => document.body.textContent.includes(words) && resolve(Date.now());
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      }),
    }),
    'You no longer have access',
  );
  await remove.click();
  const took = (await out.evaluate(({ at }) => at)) - (await clicked.evaluate(({ at }) => at));
  console.info(`out ${took} ms after the owner's click`);
  expect(took).toBeGreaterThanOrEqual(0);
  // A second where the machine has nothing else to do; the bound is for one that has.
  expect(took).toBeLessThan(10_000);
  await owner.page.getByRole('button', { name: 'Close' }).click();
  await owner.rectangle([500, 300], [600, 400]);
  await owner.saved();
  expect(await viewer.types()).toEqual(['rectangle']);
  expect(await call(viewer.page, id, { method: 'GET', path: '/objects' })).toBe(403);
  for (const one of [ada, bob]) one.close();
});
