import { type Locks, type NoteStore, type Project, uuid } from '@easel/sdk';
import type { Written } from '../adapter/writtenWords.ts';
import { type LostText, LostWords } from './LostWords.ts';
import { WordsWatch } from './WordsWatch.ts';

export interface BoardWordsPorts {
  readonly project: Project;
  readonly notes: NoteStore;
  /** Without locks all notes of other page loads are taken for left. */
  readonly locks: Locks | undefined;
  /** Milliseconds, evenly. */
  readonly now: () => number;
  /** Runs something later, unless what is returned is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** What the names of notes begin with: words that the person wrote, by page load and text; and lost ones, by load. */
const WRITTEN = 'written ';
const LOST = 'lost ';

/** The lock that a page load holds from before its first note; who holds it later goes on with its notes. */
const lockName = (load: string): string => `easel:words:${load}`;

/**
 * The words on one board that the person wrote, until they are known to stand; and those that were lost. Both are kept
 * over a reload: the notes of a page load are its own while it lives, and then of one other.
 */
export class BoardWords {
  readonly lost: LostWords;
  readonly watch: WordsWatch;
  readonly #ports: BoardWordsPorts;
  readonly #load = uuid();
  readonly #closing = new AbortController();
  /** The page loads whose notes are watched here. */
  readonly #adopted = new Set([this.#load]);

  constructor(ports: BoardWordsPorts) {
    const { project, notes, now, after } = ports;
    this.#ports = ports;
    const begun = this.#hold(this.#load);
    const keep = (name: string, words: unknown) => {
      const store = () =>
        words === undefined ? notes.remove(project.id, name) : notes.put(project.id, name, words);
      begun.then(store).catch(() => undefined); // then it is told as long as the page lives
    };
    this.lost = new LostWords(this.#load, (name, lost) => keep(LOST + name, lost));
    this.watch = new WordsWatch({
      ...{ project, now, after, load: this.#load },
      lost: (lost) => this.lost.add(lost),
      keep: (name, written) => keep(WRITTEN + name, written),
    });
    void this.#begin();
  }

  /** What is kept stays for the next page load. */
  close(): void {
    this.#closing.abort();
    this.watch.close();
  }

  async #begin(): Promise<void> {
    const kept = await this.#kept();
    const others = loadsOf(kept).filter((load) => !this.#adopted.has(load));
    const areEnded = await Promise.all(others.map((load) => this.#tryHold(load)));
    const isEnded = (load: string) => areEnded[others.indexOf(load)];
    // Again: until its lock was held, a page load may have changed its notes.
    await this.#adopt(others.filter(isEnded));
    for (const load of others) if (!isEnded(load)) void this.#adoptOnceEnded(load);
  }

  async #adoptOnceEnded(load: string): Promise<void> {
    await this.#hold(load);
    if (!this.#closing.signal.aborted) await this.#adopt([load]);
  }

  async #adopt(loads: readonly string[]): Promise<void> {
    const kept = loads.length === 0 ? new Map() : await this.#kept();
    for (const load of loads) this.#adopted.add(load);
    const own = new Map([...kept].filter(([name]) => loads.includes(loadOf(name))));
    this.lost.adopt(named<LostText>(LOST, own));
    this.watch.adopt(named<Written>(WRITTEN, own));
  }

  #kept(): Promise<ReadonlyMap<string, unknown>> {
    const { project, notes } = this.#ports;
    return notes.all(project.id).catch(() => new Map()); // then nothing is kept
  }

  async #hold(load: string): Promise<void> {
    const { signal } = this.#closing;
    const release = await this.#ports.locks?.hold(lockName(load), signal).catch(() => undefined);
    this.#holdOn(release);
  }

  async #tryHold(load: string): Promise<boolean> {
    const { locks } = this.#ports;
    if (locks === undefined) return true;
    const release = await locks.tryHold(lockName(load)).catch(() => undefined);
    this.#holdOn(release);
    return release !== undefined;
  }

  #holdOn(release: (() => void) | undefined): void {
    const { signal } = this.#closing;
    if (signal.aborted) release?.();
    else if (release !== undefined) signal.addEventListener('abort', release);
  }
}

/** The page load that wrote the note. */
function loadOf(name: string): string {
  return name.split(' ')[1] ?? '';
}

function loadsOf(kept: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...kept.keys()].map(loadOf))];
}

/** Those whose names begin so, by the rest of their names. */
function named<T>(first: string, kept: ReadonlyMap<string, unknown>): ReadonlyMap<string, T> {
  return new Map(
    [...kept].flatMap(([name, value]) =>
      name.startsWith(first) ? [[name.slice(first.length), value as T]] : [],
    ),
  );
}
