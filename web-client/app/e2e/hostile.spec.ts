import { randomUUID } from 'node:crypto';
import type { BrowserContext, Frame, Page } from '@playwright/test';
import { Board } from './board.ts';
import { Past } from './past.ts';
import { expect, newProject, test } from './test.ts';

const ELSEWHERE = 'https://elsewhere.test';

/** What any of it does where it runs. */
const RUN = `globalThis.ran=1;try{top.ran=1}catch{};alert(1);fetch('/ran');new Image().src='${ELSEWHERE}/ran'`;
const MARKUP = `"><script>${RUN}</script><img src=x onerror="${RUN.replaceAll('"', "'")}"><iframe src="${ELSEWHERE}">`;
const NAME = '<img src=x onerror=top.ran=1>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90"
  onload="${RUN.replaceAll('"', "'")}"><script>${RUN}</script><style>@import url(${ELSEWHERE}/style.css);
  rect { fill: url(${ELSEWHERE}/fill.svg#a) }</style><image xlink:href="${ELSEWHERE}/image.png" width="9" height="9"/>
  <use xlink:href="${ELSEWHERE}/use.svg#a"/><foreignObject width="90" height="90"><body
  xmlns="http://www.w3.org/1999/xhtml"><iframe src="${ELSEWHERE}"/><img src="${ELSEWHERE}/b.png" onerror="${RUN}"/>
  </body></foreignObject><a xlink:href="javascript:${RUN}"><rect width="90" height="90"/></a></svg>`;
const PAGE = `<!doctype html><title>${NAME}</title><meta http-equiv="refresh" content="0;url=${ELSEWHERE}">
  <script>${RUN}</script><img src="${ELSEWHERE}/c.png"><a href="${ELSEWHERE}" target="_blank">here</a>`;

const LINKS = [
  ...[`javascript:${RUN}`, `JaVa\tScript:${RUN}`, `\u0001javascript:${RUN}`, `&#106;avascript:${RUN}`],
  ...[`data:text/html,<script>${RUN}</script>`, `vbscript:${RUN}`, 'file:///etc/passwd', 'ms-msdt:/id'],
];

const box = { type: 'rectangle', width: 100, height: 60 };
const words = { type: 'text', width: 200, height: 25, fontSize: 20, fontFamily: 5 };
const generated = { generationData: { status: 'done', html: PAGE } };
const embed = { ...box, type: 'embeddable' };

const OBJECTS: Readonly<Record<string, object>> = {
  text: { ...words, x: 320, y: 150, text: MARKUP, originalText: MARKUP },
  colours: { ...box, x: 320, y: 200, strokeColor: `url(${ELSEWHERE}/stroke.svg#a)`, backgroundColor: MARKUP },
  font: {
    ...words,
    x: 320,
    y: 280,
    text: 'w',
    originalText: 'w',
    fontFamily: `x;src:url(${ELSEWHERE}/font)`,
  },
  frame: { ...box, type: 'frame', x: 320, y: 330, name: MARKUP },
  embed: { ...embed, x: 320, y: 420, link: `${ELSEWHERE}/page` },
  film: { ...embed, x: 440, y: 420, link: 'https://www.youtube.com/watch?v=gkGMXY0wekg' },
  post: { ...embed, x: 560, y: 420, link: 'https://x.com/somebody/status/1' },
  script: { ...embed, x: 680, y: 420, link: `javascript:${RUN}` },
  page: { ...box, type: 'iframe', x: 320, y: 500, customData: generated },
  failed: {
    ...{ ...box, type: 'iframe', x: 440, y: 500 },
    customData: { generationData: { status: 'error', message: PAGE } },
  },
  picture: {
    ...box,
    type: 'image',
    x: 560,
    y: 500,
    fileId: 'hostile',
    status: 'saved',
    link: `javascript:${RUN}`,
  },
  site: { ...box, x: 700, y: 500, link: `${ELSEWHERE}/site` },
  ...Object.fromEntries(LINKS.map((link, at) => [`link${at}`, { ...box, x: 120 * at + 320, y: 600, link }])),
};

interface Watched {
  readonly context: BrowserContext;
  /** What no page may do, and has done. */
  readonly done: string[];
}

/** A browser in which it is told what runs, and what is asked of elsewhere, where nothing answers but a test. */
async function watched(context: BrowserContext, origin: string): Promise<Watched> {
  const done: string[] = [];
  await context.addInitScript(() => {
    localStorage.setItem('easel:nameAsked', 'true');
    addEventListener('securitypolicyviolation', (event) => {
      // A text that is only parsed runs nothing, and its handlers are told of the whole document.
      if (event.effectiveDirective === 'script-src-attr' && event.target === document) return;
      const of = globalThis as { kept?: string[] };
      of.kept ??= [];
      of.kept.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('page', (page) => {
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') done.push(`dialog: ${dialog.message()}`);
      void dialog.accept();
    });
  });
  // Only what leaves the page comes here: not what its policy has kept back.
  await context.route(
    (url) => url.origin !== origin || url.pathname === '/ran',
    (route) => {
      done.push(`request: ${route.request().url()}`);
      return route.abort();
    },
  );
  return { context, done };
}

interface Found {
  readonly ran: number | undefined;
  readonly kept: readonly string[];
}

/** What is known of the document in a frame; nothing of a frame inside a page that goes meanwhile. */
async function look(page: Page, frame: Frame): Promise<Found | undefined> {
  for (;;) {
    try {
      return await frame.evaluate(() => {
        const { ran, kept } = globalThis as { ran?: number; kept?: string[] };
        return { ran, kept: kept ?? [] };
      });
    } catch (failure) {
      // The page itself stays. In a frame of its own another document takes the place of the first, and is asked.
      if (frame === page.mainFrame()) throw failure;
      if (frame.isDetached()) return undefined;
      if (!String(failure).includes('Execution context was destroyed')) throw failure;
    }
  }
}

/** @param mayTry whether something tried, and the policy of the page has kept it back */
async function expectNothingRan(page: Page, { done }: Watched, mayTry = false): Promise<void> {
  for (const frame of page.frames()) {
    const found = await look(page, frame);
    expect(found?.ran, frame.url()).toBeUndefined();
    if (!mayTry) expect(found?.kept ?? [], frame.url()).toEqual([]);
  }
  expect(done).toEqual([]);
}

async function send(method: string, url: string, type: string, body: string): Promise<Response> {
  return fetch(url, { method, headers: { 'Content-Type': type }, body });
}

async function put(project: string): Promise<void> {
  const changes = Object.entries(OBJECTS).map(([id, props], at) => ({
    op: 'put',
    id,
    props: { index: `a${at.toString(36).padStart(1, '0')}`, ...props },
  }));
  const edits = JSON.stringify({ client: randomUUID(), edits: [{ edit: 1, changes }] });
  const answers = [
    await send('PUT', `${project}/assets/hostile`, 'image/svg+xml', SVG),
    await send('POST', `${project}/edits`, 'application/json', edits),
    await send('PATCH', `${project}/settings`, 'application/json', JSON.stringify({ board: LOOK })),
    await send('POST', `${project}/versions`, 'application/json', JSON.stringify({ name: NAME, by: NAME })),
  ];
  for (const answer of answers) expect(answer.ok, await answer.text()).toBe(true);
}

const LOOK = { viewBackgroundColor: `url(${ELSEWHERE}/back.png)`, gridModeEnabled: MARKUP };

test('a board full of what others may have put there runs nothing and loads nothing, wherever it is shown', async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const id = await newProject(server, NAME + MARKUP.slice(0, 100));
  const project = `${server.origin}/api/projects/${id}`;
  await put(project);
  const mine = await watched(await browser.newContext(), server.origin);
  const other = await watched(await browser.newContext(), server.origin);
  await other.context.addInitScript((name) => localStorage.setItem('easel:name', JSON.stringify(name)), NAME);
  const address = `${server.origin}/p/${id}`;
  const stranger = await Board.open(other.context, address);
  await stranger.rectangle([900, 200], [1000, 300]);

  const read = mine.context.waitForEvent('response', (answer) => answer.url().endsWith('/assets/hostile'));
  const board = await Board.open(mine.context, address);
  const { page } = board;
  expect((await read).status()).toBe(200);
  await expect.poll(async () => Object.keys(await board.drawn()).length).toBeGreaterThanOrEqual(20);
  await expect(page.locator('iframe')).toHaveCount(0);
  await expectNothingRan(page, mine);

  const past = new Past(board);
  await past.open();
  await past.entry(0).first().click();
  await past.version('<img').first().click();
  await past.shown();
  await expectNothingRan(page, mine);
  await past.close();
  await past.shut();
  await page.getByRole('button', { name: 'Texts on this board' }).press('Enter');
  await expect(page.getByRole('dialog')).toContainText('<script>');
  await expectNothingRan(page, mine);

  for (const object of ['text', 'frame', 'page', 'picture', 'link0']) {
    await page.goto(`${address}/objects/${object}`);
    await expect(page.getByRole('link', { name: '← Board' })).toBeVisible();
    await expectNothingRan(page, mine);
  }
  for (const path of ['/', '/dashboard']) {
    await page.goto(server.origin + path);
    await expect(page.getByText('onerror').first()).toBeVisible();
    await expectNothingRan(page, mine);
  }
  await expectNothingRan(stranger.page, other);
  await mine.context.close();
  await other.context.close();
});

test('a link is followed to pages and letters only, in a window that knows nothing of this one', async ({
  browser,
  server,
}) => {
  const id = await newProject(server);
  await put(`${server.origin}/api/projects/${id}`);
  const { context, done } = await watched(await browser.newContext(), server.origin);
  const referrers: (string | undefined)[] = [];
  await context.route(`${ELSEWHERE}/**`, async (route) => {
    referrers.push((await route.request().allHeaders()).referer);
    await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Elsewhere</title>' });
  });
  const board = await Board.open(context, `${server.origin}/p/${id}`);
  const { page } = board;
  const drawn = await board.drawn();
  const linked = Object.keys(drawn).filter((name) => typeof drawn[name]?.link === 'string');
  expect(linked.filter((name) => !name.startsWith('link')).sort()).toEqual(['embed', 'film', 'post', 'site']);
  for (const name of linked)
    expect(drawn[name]?.link).not.toMatch(/^(javascript|data|vbscript|file|ms-msdt):/i);

  const own = await newProject(server);
  await page.goto(`${server.origin}/p/${own}`);
  await board.ready();
  await board.rectangle([500, 300], [700, 450]);
  const [made = ''] = Object.keys(await board.drawn());
  await board.saved();
  const change = { op: 'patch', id: made, set: { link: `${ELSEWHERE}/site?${server.origin}` } };
  const edits = JSON.stringify({ client: randomUUID(), edits: [{ edit: 1, changes: [change] }] });
  await send('POST', `${server.origin}/api/projects/${own}/edits`, 'application/json', edits);
  await expect.poll(async () => (await board.drawn())[made]?.link).toBe(change.set.link);
  await board.tool('v');
  await page.mouse.click(300, 600);
  await page.mouse.click(500, 375);
  const anchor = page.locator('.excalidraw-hyperlinkContainer-link');
  await expect(anchor).toHaveAttribute('rel', /noopener/);
  const opening = context.waitForEvent('page');
  await anchor.click();
  const opened = await opening;
  await expect(opened).toHaveTitle('Elsewhere');
  expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  expect(referrers).toEqual([undefined]);
  expect(page.url()).toBe(`${server.origin}/p/${own}`);
  expect(done).toEqual([]);
  await context.close();
});

test('a hostile library shows its items and runs nothing, and neither does what is drawn of it', async ({
  browser,
  server,
}) => {
  const mine = await watched(await browser.newContext(), server.origin);
  const board = await Board.open(mine.context, `${server.origin}/p/${await newProject(server)}`);
  const { page } = board;
  const elements = Object.entries(OBJECTS).map(([id, props]) => ({
    ...{ id, seed: 1, version: 1, versionNonce: 1, groupIds: [], boundElements: [], ...props },
  }));
  const items = [elements, ...elements.map((element) => [element])].map((elements, at) => ({
    ...{ id: `item${at}`, status: 'published', created: 1, name: MARKUP, elements },
  }));
  const library = { type: 'excalidrawlib', version: 2, source: MARKUP, libraryItems: items };
  await board.drop('hostile.excalidrawlib', '', Buffer.from(JSON.stringify(library)).toString('base64'));
  const shown = page.locator('[class*="library-unit__active"]');
  // Excalidraw draws its previews of the items as they are.
  await expect(shown.first()).toBeVisible();
  await expectNothingRan(page, mine, true);
  await shown.first().click();
  await expect.poll(async () => (await board.types()).length).toBeGreaterThan(5);
  await expectNothingRan(page, mine, true);
  await page.reload();
  await board.ready();
  await expect(page.locator('iframe')).toHaveCount(0);
  await expectNothingRan(page, mine, true);
  await mine.context.close();
});

test('a file that is opened by its address runs nothing and loads nothing', async ({ browser, server }) => {
  const project = `${server.origin}/api/projects/${await newProject(server)}`;
  await put(project);
  expect((await send('PUT', `${project}/assets/page`, 'text/html', PAGE)).status).toBe(415);
  const files = {
    page: { id: 'page', mimeType: 'text/html', dataURL: `data:text/html;base64,${btoa(PAGE)}`, created: 1 },
    mixed: { id: 'mixed', mimeType: 'image/png', dataURL: `data:image/png;base64,${btoa(PAGE)}`, created: 1 },
  };
  const image = { type: 'image', x: 0, y: 0, width: 9, height: 9, version: 1, versionNonce: 1 };
  const elements = Object.keys(files).map((id) => ({ ...image, id: `of-${id}`, fileId: id }));
  const drawing = JSON.stringify({ type: 'excalidraw', version: 2, elements, files });
  expect((await send('POST', `${project}/import`, 'application/json', drawing)).status).toBe(200);

  const mine = await watched(await browser.newContext(), server.origin);
  const page = await mine.context.newPage();
  const answer = await page.goto(`${project}/assets/hostile`);
  expect(answer?.headers()['content-security-policy']).toContain('sandbox');
  expect(answer?.headers()['x-content-type-options']).toBe('nosniff');
  expect(await page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
  await page.mouse.click(45, 45);
  await page.goto(`${project}/assets/mixed`);
  expect(await page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
  const downloading = page.waitForEvent('download');
  await page.goto(`${project}/assets/page`).catch(() => undefined);
  await downloading;
  expect(mine.done).toEqual([]);
  await mine.context.close();
});
