import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const jar = join(root, 'server/target/easel-server.jar');

/** A real server with a database of its own, which is removed at the end; of both the SDK's and the app's tests. */
export class Server {
  readonly #home = mkdtempSync(join(tmpdir(), 'easel-test-'));
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
      '-Xmx512m',
      '-jar',
      jar,
    ];
    const { DATABASE_URL: _, PGHOST: __, ...environment } = process.env;
    const data = join(this.#home, 'data');
    const env = { ...environment, EASEL_PORT: String(this.#port), EASEL_DATA: data, EASEL_LOG: 'warn' };
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

  /** Ends it in order, or at once (`SIGKILL`), with nothing said or saved. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    // A killed server leaves its PostgreSQL behind: the next one adopts and stops it.
    if (this.#process?.signalCode === 'SIGKILL') await this.start();
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
