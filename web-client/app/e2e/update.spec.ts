import { createServer, type Server as HttpServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { BrowserContext } from '@playwright/test';
import { Board } from './board.ts';
import { keptRows, Network } from './network.ts';
import { expect, newProject, test } from './test.ts';

/** What stands before a server; it can make the server look as if it had been updated. */
class Front {
  readonly #server: HttpServer;
  #isUpdated = false;

  constructor(port: number) {
    this.#server = createServer((asked, answer) => {
      if (this.#isUpdated && isPart(asked.url)) return void answer.writeHead(404).end();
      if (this.#isUpdated && asked.url === '/sw.js') {
        const headers = { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' };
        return void updated(port).then((code) => answer.writeHead(200, headers).end(code));
      }
      const onward = request(
        { port, method: asked.method, path: asked.url, headers: asked.headers },
        (its) => {
          answer.writeHead(its.statusCode ?? 502, its.headers);
          its.pipe(answer);
        },
      );
      onward.on('error', () => answer.destroy());
      asked.pipe(onward);
    });
    this.#server.on('upgrade', (asked: IncomingMessage, socket) => {
      const onward = connect(port, '127.0.0.1', () => {
        const head = asked.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]));
        onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on there is a new version: another worker, and the Share dialog's code under another name. */
  update(): void {
    this.#isUpdated = true;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const isPart = (url = '') => /\/assets\/ShareDialog-[^/]+\.js$/.test(url);

/** The worker of another version, which does not have that part. */
async function updated(port: number): Promise<string> {
  const code = await (await fetch(`http://127.0.0.1:${port}/sw.js`)).text();
  return code
    .replace(/EASEL_VERSION=["'`][^"'`]+["'`]/, 'EASEL_VERSION="another"')
    .replace(/["'`]assets\/ShareDialog-[^"'`]+\.js["'`],/, '');
}

test('a page goes on while the app is updated, with parts that the server has no longer; the next one is new', async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const front = new Front(server.port);
  const origin = await front.start();
  const context = await browser.newContext();
  try {
    await updateUnderPage(context, front, `${origin}/p/${await newProject(server)}`, origin);
  } finally {
    await context.close();
    front.stop();
  }
});

async function updateUnderPage(
  context: BrowserContext,
  front: Front,
  address: string,
  origin: string,
): Promise<void> {
  await context.addInitScript(() => localStorage.setItem('easel:nameAsked', 'true'));
  const network = new Network(context);
  await network.begin();
  const board = await Board.open(context, address);
  const versions = () => board.page.evaluate(() => caches.keys());
  const isControlled = () => board.page.evaluate(() => navigator.serviceWorker.controller !== null);
  await expect.poll(isControlled, { timeout: 30_000 }).toBe(true);
  const [first] = await versions();
  const fonts = (of: Board) =>
    of.page.evaluate(async () => {
      const kept = await Promise.all(
        (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
      );
      return kept.flat().filter(({ url }) => url.endsWith('.woff2')).length;
    });
  await expect.poll(() => fonts(board)).toBeGreaterThan(0);

  front.update();
  await board.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const isWaiting = () =>
    board.page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting));
  await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
  expect((await versions()).sort()).toEqual([first, `easel ${origin}/ another`].sort());
  await board.page.getByRole('button', { name: 'Share' }).first().click();
  await expect(board.page.getByRole('dialog', { name: 'Share this board' })).toBeVisible();
  await board.page.keyboard.press('Escape');
  await board.rectangle([300, 300], [380, 400]);
  await board.saved();

  // No page runs the old version any longer.
  await board.page.close();
  const next = await Board.open(context, address);
  await expect.poll(() => next.page.evaluate(() => caches.keys())).toEqual([`easel ${origin}/ another`]);
  await expect.poll(() => next.types()).toEqual(['rectangle']);
  expect(await fonts(next)).toBeGreaterThan(0);
  await expect.poll(() => keptRows(next), { timeout: 20_000 }).toBe(2);
  await network.cut();
  await next.page.reload();
  await expect.poll(() => next.types(), { timeout: 20_000 }).toEqual(['rectangle']);
}
