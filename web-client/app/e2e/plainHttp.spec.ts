import { type Browser, chromium, expect, test } from '@playwright/test';
import { Server } from '../../sdk/test/server/server.ts';
import { Board } from './board.ts';
import { Network, unsentEdits } from './network.ts';
import { newProject } from './test.ts';

// Where it listens on loopback only, a server answers to no other name.
const server = new Server(undefined, '', { EASEL_HOST: '0.0.0.0', EASEL_OPEN: 'true' });
let browser: Browser | undefined;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await server.start();
  const args = ['--host-resolver-rules=MAP board.test 127.0.0.1'];
  browser = await chromium.launch({
    executablePath: process.env.EASEL_CHROMIUM ?? '/usr/bin/chromium',
    args,
  });
});
test.afterAll(async () => {
  await browser?.close();
  await server.remove();
});

test('over plain HTTP by the name of a host, the next tab sends what a closed one left, and copies', async () => {
  const address = `http://board.test:${server.port}/p/${await newProject(server)}`;
  const context = await (browser as Browser).newContext();
  const network = new Network(context);
  await network.begin();
  const left = await Board.open(context, address);
  // What browsers give to secure pages only.
  const given = () => [isSecureContext, 'locks' in navigator, 'serviceWorker' in navigator];
  expect(await left.page.evaluate(given)).toEqual([false, false, false]);

  await network.cut();
  await expect.poll(() => left.page.evaluate(() => window.easel?.project.status.away)).toBe(true);
  await left.rectangle([300, 300], [380, 400]);
  await left.rectangle([420, 300], [500, 400]);
  await expect.poll(() => unsentEdits(left)).toBeGreaterThan(0);
  await setAside(left);
  const next = new Board(await context.newPage()); // without a page the browser would end
  await Promise.all([left.page.waitForEvent('close'), left.page.close({ runBeforeUnload: true })]);

  await network.goOn();
  await next.page.goto(address);
  await next.ready();
  await expect.poll(() => next.types()).toEqual(['rectangle', 'rectangle']);
  const aside = next.page.locator('.set-aside');
  await expect(aside).toContainText('could not be saved');
  await aside.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(aside.getByRole('button', { name: /^(Copied|Saved as a file)$/ })).toBeVisible();
  await aside.getByRole('button', { name: 'Dismiss' }).click();
  await next.saved();
  await expect.poll(() => unsentEdits(next)).toBe(0);
  await context.close();
});

/** Puts an edit into the browser's outbox that an earlier page load could not send. */
async function setAside(board: Board): Promise<void> {
  await board.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('easel');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('outbox', 'readwrite');
          const changes = [{ op: 'patch', id: 'gone', set: { text: 'words' } }];
          const edit = { edit: 1, changes, at: 1, setAside: 'not_found: could not be taken' };
          const client = '3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f';
          transaction.objectStore('outbox').put(edit, [window.easel?.project.id ?? '', client, 1]);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error);
        };
      }),
  );
}
