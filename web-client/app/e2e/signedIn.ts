import { createServer, type Server as Gate, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** By what the reverse proxy of these tests tells the server who somebody is. */
export const HEADER = 'X-Test-User';

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
