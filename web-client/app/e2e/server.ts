import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const HOME = join(import.meta.dirname, '../../..');
const READY = /Easel is ready at (http:\/\/\S+)/;

/** A real server on temporary data and a free port, which it keeps when it is started again. */
export class Server {
  readonly #data: string;
  #process: ChildProcess | undefined;
  #port = '0';
  url = '';

  private constructor(data: string) {
    this.#data = data;
  }

  static async create(): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'easel-e2e-')));
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
    const jar = join(HOME, 'server/target/easel-server.jar');
    const options = [
      '--enable-native-access=ALL-UNNAMED',
      '--sun-misc-unsafe-memory-access=allow',
      '-Xmx512m',
    ];
    const env = { ...process.env, EASEL_DATA: this.#data, EASEL_PORT: this.#port, EASEL_LOG: 'warn' };
    const child = spawn(java, [...options, '-jar', jar], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const url = READY.exec(line)?.[1];
      if (url === undefined) continue;
      this.url = url;
      this.#port = new URL(url).port;
      child.stdout.resume();
      return;
    }
    throw new Error('The server ended before it was ready.');
  }

  /** SIGTERM ends it in order; SIGKILL at once, with nothing said or saved. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    // A killed server leaves its PostgreSQL behind: the next one adopts and stops it.
    if (this.#process?.signalCode === 'SIGKILL') await this.start();
    await this.stop();
    await rm(this.#data, { recursive: true, force: true });
  }
}
