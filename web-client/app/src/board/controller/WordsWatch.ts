import { type LeftChange, type Project, type Props, setTo } from '@easel/sdk';
import type { AppState } from '@excalidraw/excalidraw/types';
import { wordsIn, wordsOf } from '../adapter/words.ts';
import { type Lost, type Written, WrittenWords, type WrittenWordsPorts } from '../adapter/writtenWords.ts';

export interface WordsWatchPorts extends Omit<WrittenWordsPorts, 'wordsOf'> {
  readonly project: Project;
  /** Runs something later, unless what is returned is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** Watches the words that the person writes, and those that theirs replace: whose are lost is told. */
export class WordsWatch {
  readonly #ports: WordsWatchPorts;
  readonly #words: WrittenWords;
  readonly #stop: readonly (() => void)[];
  /** What this page load itself has changed. */
  readonly #own = new Set<string>();
  /** What is told before it is known what earlier page loads kept. */
  #early: (() => void)[] | undefined = [];
  #text: string | undefined;
  #stopWaiting: () => void = () => undefined;

  constructor(ports: WordsWatchPorts) {
    const { project } = ports;
    this.#ports = ports;
    const words = (id: string) => wordsOf(project.objects.get(id) ?? {});
    this.#words = new WrittenWords({
      ...ports,
      wordsOf: words,
      lost: (lost) => !this.#isSetAside(lost) && ports.lost(lost),
    });
    this.#stop = [
      project.on('changed', ({ ids, origin }) => {
        const isOwn = origin === 'own' || origin === 'undo';
        for (const id of ids) {
          if (isOwn) this.#own.add(id);
          if (!this.#words.watches(id)) continue;
          if (isOwn) this.#words.wrote(id, words(id));
          else this.#words.changed(id, words(id));
        }
        this.#lookSoon();
      }),
      project.on('overruled', (all) =>
        this.#onceAdopted(() => {
          for (const [id, { theirs, before }] of all) {
            const written = this.#typed(id, theirs);
            if (written !== undefined) this.#words.overruled(id, written, wordsOf(before ?? {}));
          }
        }),
      ),
      project.on('left', (changes) => this.#onceAdopted(() => this.#leftBehind(changes))),
      project.on('saveState', () => this.#lookSoon()),
      project.on('status', ({ kind }) => {
        if (kind !== 'live') this.#words.away();
        this.#lookSoon();
      }),
    ];
  }

  /** What earlier page loads of this browser wrote, and did not see stand. */
  adopt(kept: ReadonlyMap<string, Written>): void {
    this.#words.adopt(kept);
    for (const hear of this.#early ?? []) hear();
    this.#early = undefined;
    this.#lookSoon();
  }

  /** Called at every change of the canvas, after the changes on it are made. */
  look({ editingTextElement }: Pick<AppState, 'editingTextElement'>): void {
    if (editingTextElement?.id === this.#text) return;
    this.#text = editingTextElement?.id;
    this.#words.writing(this.#text);
    this.#lookSoon();
  }

  close(): void {
    this.#stopWaiting();
    for (const stop of this.#stop) stop();
  }

  #onceAdopted(hear: () => void): void {
    if (this.#early === undefined) hear();
    else this.#early.push(hear);
  }

  /** Perhaps they ended before they had kept the words as well. What this page load changed since it has seen. */
  #leftBehind(changes: readonly LeftChange[]): void {
    const texts = new Map<string, { readonly base: string; readonly words: string | undefined }>();
    for (const { change, before } of changes) {
      const { id } = change;
      if (this.#own.has(id)) continue;
      const words = this.#typed(id, setTo(change));
      const base = texts.get(id)?.base ?? wordsOf(before ?? {}) ?? '';
      if (words !== undefined || change.op === 'delete') texts.set(id, { base, words });
    }
    for (const [id, { base, words }] of texts) {
      if (words === undefined) this.#words.leftDeleted(id);
      else if (words !== base) this.#words.left(id, words, base);
    }
    this.#lookSoon();
  }

  /** The words among these properties of an object, which are not those that are only wrapped to its width. */
  #typed(id: string, set: Props): string | undefined {
    const hasTyped = typeof this.#ports.project.objects.get(id)?.originalText === 'string';
    return hasTyped && set.originalText === undefined ? undefined : wordsOf(set);
  }

  /** Once all that is told now has been told: the state is told after the objects. */
  #lookSoon(): void {
    if (this.#words.isEmpty) return;
    this.#wait(0);
  }

  #wait(ms: number): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#ports.after(ms, () => {
      if (!this.#isSettled) return; // looked at again when the state is told
      this.#words.settled();
      const { next } = this.#words;
      if (next !== undefined) this.#wait(Math.max(0, next - this.#ports.now()));
    });
  }

  /** Whether all that was made in this browser has its place, and all that others made is here. */
  get #isSettled(): boolean {
    const { status, saveState } = this.#ports.project;
    if (status.kind !== 'live') return false;
    const isAside =
      saveState.kind === 'notSaving' && saveState.reason === 'setAside' && saveState.edits === 0;
    return saveState.kind === 'saved' || isAside;
  }

  /** Then they are among the changes that could not be taken, which are shown with the words to copy. */
  #isSetAside({ id, words }: Lost): boolean {
    return this.#ports.project.setAside.some(({ changes }) =>
      wordsIn(changes.filter((change) => change.id === id)).some((aside) => aside.includes(words)),
    );
  }
}
