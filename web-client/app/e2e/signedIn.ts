import { createServer, type Server as Gate, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { test as base } from '@playwright/test';
import { Server } from '../../sdk/test/server/server.ts';

/** By what the reverse proxy of these tests tells the server who somebody is. */
const HEADER = 'X-Test-User';

/** A server behind a reverse proxy that says who people are; a browser for each of them. */
export const test = base.extend<object, { readonly server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern.
    async ({}, use) => {
      const server = new Server(undefined, '', {
        EASEL_TRUSTED_HEADER: HEADER,
        EASEL_TRUSTED_PROXIES: '127.0.0.1/32',
      });
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** Makes a board of this person's. */
export async function newBoard(at: SignedIn, title: string): Promise<string> {
  const response = await fetch(`${at.origin}/api/projects`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  return ((await response.json()) as { id: string }).id;
}

/**
 * A reverse proxy at which one person is signed in, as Authelia or oauth2-proxy would be: all that comes through it is
 * theirs. Without a user, whoever comes through it is nobody.
 */
export class SignedIn {
  readonly #proxy: Gate;

  private constructor(proxy: Gate) {
    this.#proxy = proxy;
  }

  static async open(server: { readonly port: number }, user?: string): Promise<SignedIn> {
    const headers = user === undefined ? {} : { [HEADER]: user };
    const proxy = createServer((call, answer) => {
      const { method, url: path, headers: given } = call;
      const passed = request(
        { host: '127.0.0.1', port: server.port, method, path, headers: { ...given, ...headers } },
        (said) => {
          answer.writeHead(said.statusCode ?? 502, said.headers);
          said.pipe(answer);
        },
      );
      passed.on('error', () => answer.destroy());
      call.pipe(passed);
    });
    proxy.on('upgrade', (call, socket) => {
      const onward = connect(server.port, '127.0.0.1', () => {
        const lines = Object.entries({ ...call.headers, ...headers }).map(
          ([name, value]) => `${name}: ${value}`,
        );
        onward.write([`GET ${call.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return new SignedIn(proxy);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#proxy.closeAllConnections();
    this.#proxy.close();
  }
}
