import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const jar = join(root, 'server/target/easel-server.jar');

/** A real server with a database of its own, which is removed at the end. */
export class Server {
  readonly #home = mkdtempSync(join(tmpdir(), 'easel-sdk-'));
  #process: ChildProcess | undefined;
  #port = 0;

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it, on the same port and data as before. */
  async start(): Promise<void> {
    if (!existsSync(jar)) throw new Error('build it first: mvn -q -pl server -am -DskipTests package');
    const java = join(execFileSync(join(root, 'scripts/jdk'), { encoding: 'utf8' }).trim(), 'bin/java');
    const flags = [
      '--enable-native-access=ALL-UNNAMED',
      '--sun-misc-unsafe-memory-access=allow',
      '-jar',
      jar,
    ];
    const { DATABASE_URL: _, PGHOST: __, ...environment } = process.env;
    const env = { ...environment, EASEL_PORT: String(this.#port), EASEL_DATA: join(this.#home, 'data') };
    const started = spawn(java, flags, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = started;
    this.#port = await new Promise((resolve, reject) => {
      const said: string[] = [];
      const hear = (line: string) => {
        said.push(line);
        const port = /Easel is ready at http:\/\/[^:]+:(\d+)/.exec(line)?.[1];
        if (port !== undefined) resolve(Number(port));
      };
      createInterface({ input: started.stdout as NodeJS.ReadableStream }).on('line', hear);
      createInterface({ input: started.stderr as NodeJS.ReadableStream }).on('line', hear);
      started.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said.join('\n')}`)));
    });
  }

  /** Ends it at once (`SIGKILL`), or in order. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  }

  async end(): Promise<void> {
    await this.stop('SIGTERM');
    rmSync(this.#home, { recursive: true, force: true });
  }
}
