import { type BrowserContext, test as base, expect } from '@playwright/test';
import { Server } from '../../sdk/test/server/server.ts';
import { Board } from './board.ts';

interface Fixtures {
  /** The address of a new, empty project's board. */
  readonly address: string;
  readonly pair: readonly [Board, Board];
  /** A window of another person: a browser profile of their own. */
  readonly person: () => Promise<BrowserContext>;
}

export const test = base.extend<Fixtures, { readonly server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern.
    async ({}, use) => {
      const server = new Server();
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  address: async ({ server }, use) => {
    await use(`${server.origin}/p/${await newProject(server)}`);
  },
  person: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    const strangers: string[] = [];
    await use(async () => {
      const context = await browser.newContext();
      context.on('request', (request) => {
        const url = request.url();
        if (!/^(data|blob):/.test(url) && !url.startsWith(server.origin)) strangers.push(url);
      });
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
    expect(strangers, 'requests that left the machine').toEqual([]);
  },
  pair: async ({ person, address }, use) => {
    const [a, b] = await Promise.all([person(), person()]);
    await use([await Board.open(a, address), await Board.open(b, address)]);
  },
});

export { expect };

export async function newProject(server: Server, title = 'A board'): Promise<string> {
  const response = await fetch(`${server.origin}/api/projects`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  return ((await response.json()) as { id: string }).id;
}
