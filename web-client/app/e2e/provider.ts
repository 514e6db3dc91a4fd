import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { end, Server } from '../../sdk/test/server/server.ts';

const PROGRAM = fileURLToPath(new URL('../../test/provider/provider.mjs', import.meta.url));

/** A server at which people sign in at a real OpenID provider, with that. */
export class SignInServer {
  readonly server: Server;
  readonly #provider: ChildProcess;
  readonly #issuer: string;

  private constructor(server: Server, provider: ChildProcess, issuer: string) {
    this.server = server;
    this.#provider = provider;
    this.#issuer = issuer;
  }

  static async start(): Promise<SignInServer> {
    // The provider has to know where people come back to before the server starts.
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const provider = spawn('node', [PROGRAM, '0', `${url}/api/sign-in/callback`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const issuer = await new Promise<string>((resolve, reject) => {
      createInterface({ input: provider.stdout }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
      });
      provider.on('exit', (code) => reject(new Error(`the provider ended with ${code}`)));
    });
    const server = new Server(undefined, '', {
      EASEL_PORT: String(port),
      EASEL_URL: url,
      EASEL_OIDC_ISSUER: issuer,
      EASEL_OIDC_CLIENT_ID: 'easel',
      EASEL_OIDC_CLIENT_SECRET: 'secret of easel',
    });
    await server.start();
    return new SignInServer(server, provider, issuer);
  }

  get origin(): string {
    return this.server.origin;
  }

  /** At the provider's page, to which the app has led: signs in under this name, and lets Easel know it. */
  async signIn(page: Page, user: string): Promise<void> {
    await this.isAt(page);
    await page.getByPlaceholder('Enter any login').fill(user);
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  /** The page is one of the provider's. */
  async isAt(page: Page): Promise<void> {
    await expect.poll(() => page.url()).toContain(this.#issuer);
  }

  async remove(): Promise<void> {
    await this.server.remove();
    await end(this.#provider);
  }
}

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}
