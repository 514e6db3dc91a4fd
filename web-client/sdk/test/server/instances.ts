import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end, Server, startJava } from './server.ts';

/** Two servers that share a database, and a balancer in front of them; of both the SDK's and the app's tests. */
export class Instances {
  readonly #home = mkdtempSync(join(tmpdir(), 'easel-test-'));
  readonly #balancer = createServer((client) => this.#accept(client));
  readonly #sockets = new Set<Socket>();
  #database: ChildProcess | undefined;
  #servers: readonly Server[] = [];

  get origin(): string {
    const address = this.#balancer.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  /** The one that gets the next connection, and the other, which gets the one after that. */
  get inTurn(): readonly [Server, Server] {
    return this.#servers as readonly [Server, Server];
  }

  async start(): Promise<void> {
    const database = await this.#startDatabase();
    this.#servers = [new Server(database), new Server(database)];
    await Promise.all(this.#servers.map((server) => server.start()));
    await new Promise<void>((resolve) => this.#balancer.listen(0, '127.0.0.1', resolve));
  }

  async remove(): Promise<void> {
    this.#balancer.close();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => server.remove()));
    if (this.#database) await end(this.#database);
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** Returns its URL. */
  async #startDatabase(): Promise<string> {
    const told = join(this.#home, 'url');
    const started = startJava('dev.easel.server.EmbeddedDatabase', [told], {
      EASEL_DATA: join(this.#home, 'data'),
    });
    this.#database = started;
    while (!existsSync(told)) {
      if (started.exitCode !== null) throw new Error(`the database ended with ${started.exitCode}`);
      await pause(50);
    }
    return readFileSync(told, 'utf8').trim();
  }

  /** In turn; one that does not accept is passed by. */
  #accept(client: Socket): void {
    const [first, second] = this.inTurn;
    this.#servers = [second, first];
    const to = (server: Server, otherwise: () => void) => {
      const onward = connect(server.port, '127.0.0.1');
      onward.once('error', otherwise);
      onward.once('connect', () => {
        onward.off('error', otherwise);
        this.#join(client, onward);
      });
    };
    to(first, () => to(second, () => client.destroy()));
  }

  #join(one: Socket, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
