import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
export const jar = join(root, 'server/target/easel-server.jar');

/** What a program of ours beside the server needs of Java. */
const FLAGS = ['--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow', '-Xmx512m'];

let java: string | undefined;

/** The program of Java that the scripts find. */
function found(): string {
  java ??= join(execFileSync(join(root, 'scripts/jdk'), { encoding: 'utf8' }).trim(), 'bin/java');
  return java;
}

function start(command: string, what: readonly string[], given: NodeJS.ProcessEnv): ChildProcess {
  if (!existsSync(jar)) throw new Error('build it first: scripts/build');
  const { DATABASE_URL: _, PGHOST: __, EASEL_JAVA_OPTIONS: asked = '', ...environment } = process.env;
  const env = { ...environment, EASEL_LOG: 'warn', EASEL_JAVA_OPTIONS: `-Xmx512m ${asked}`, ...given };
  return spawn(command, what, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Starts another program of the jar, without what would name a database. */
export function startJava(name: string, what: readonly string[], given: NodeJS.ProcessEnv): ChildProcess {
  return start(found(), [...FLAGS, '-cp', jar, name, ...what], given);
}

/** Starts the server as a person does, without what would name a database. */
function startServer(given: NodeJS.ProcessEnv): ChildProcess {
  return start(join(root, 'scripts/launch'), [found(), jar], given);
}

/** Ends a process and waits until it has. One that was stopped by hand goes on, so that it can end. */
export async function end(running: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  const ended = new Promise((resolve) => running.once('exit', resolve));
  running.kill(signal);
  running.kill('SIGCONT');
  await ended;
}

/**
 * A real server, of both the SDK's and the app's tests. It has a database of its own, which is removed at the end, or
 * is one of several that have one together.
 */
export class Server {
  readonly #home = mkdtempSync(join(tmpdir(), 'easel-test-'));
  readonly #database: string | undefined;
  readonly #path: string;
  readonly #settings: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #port = 0;

  /**
   * @param database the URL of a database; without it, one of its own
   * @param path below which it is
   * @param settings beside these
   */
  constructor(database?: string, path = '', settings: NodeJS.ProcessEnv = {}) {
    this.#database = database;
    this.#path = path;
    this.#settings = settings;
  }

  get port(): number {
    return this.#port;
  }

  /** With its path. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}${this.#path}`;
  }

  /** Starts it, on the same port and data as before. */
  async start(): Promise<void> {
    const data = join(this.#home, 'data');
    const port = String(this.#port);
    const database = this.#database === undefined ? {} : { DATABASE_URL: this.#database };
    const given = {
      EASEL_PORT: port,
      EASEL_DATA: data,
      EASEL_PATH: this.#path,
      ...database,
      ...this.#settings,
    };
    const started = startServer(given);
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

  /** Pauses it, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal);
  }

  /** Ends it in order, or at once (`SIGKILL`), with nothing said or saved. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#process) await end(this.#process, signal);
  }

  async remove(): Promise<void> {
    // A killed server leaves its PostgreSQL behind: the next one adopts and stops it.
    if (this.#process?.signalCode === 'SIGKILL' && this.#database === undefined) await this.start();
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
