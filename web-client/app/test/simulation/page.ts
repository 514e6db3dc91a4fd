import type { UndoManager } from '@easel/sdk';
import { projectPorts } from '../../../sdk/src/open/browserPorts.ts';
import type { Locks } from '../../../sdk/src/ports/locks.ts';
import { Project } from '../../../sdk/src/project/project.ts';
import { Replica } from '../../../sdk/src/replica/replica.ts';
import type { UndoStore } from '../../../sdk/src/undo/index.ts';
import type { Browser } from '../../../sdk/test/simulation/browser.ts';
import type { Clock } from '../../../sdk/test/simulation/clock.ts';
import type { Network } from '../../../sdk/test/simulation/network.ts';
import type { Random } from '../../../sdk/test/simulation/random.ts';
import type { Element } from '../../src/board/adapter/element.ts';
import { interactionOf, isGesture } from '../../src/board/adapter/interaction.ts';
import { parentsOf } from '../../src/board/adapter/parents.ts';
import { SceneSync } from '../../src/board/adapter/sceneSync.ts';
import { undoGroupsOf } from '../../src/board/adapter/undoGroups.ts';
import { wordsIn as wordsOfChanges } from '../../src/board/adapter/words.ts';
import { BoardWords } from '../../src/board/controller/BoardWords.ts';
import { Culprits } from '../../src/board/mending/Culprits.ts';
import { Editor } from './editor.ts';
import { own } from './excalidraw.ts';
import type { Act, Gesture } from './gestures/hand.ts';
import type { Words } from './words.ts';

/** Milliseconds from one drawn frame to the next. */
const FRAME_MS = 16;
/** How long it takes at most until the notes are read. */
const MOST_READING_MS = 300;

export interface PageOptions {
  /** The person's. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly browser: Browser;
  readonly undo: UndoStore;
  readonly words: Words;
  readonly tell: (line: string) => void;
  /** Tells each edit as well. */
  readonly isTelling: boolean;
}

/** One page load of one person: the project, the editor, the adapter between them, and the person's hand. */
export class Page {
  readonly project: Project;
  readonly replica: Replica;
  readonly editor: Editor;
  /** Words that this page wrote and that were not called saved yet. */
  readonly unsaved = new Set<string>();
  isAlive = true;
  readonly browser: Browser;
  readonly #options: PageOptions;
  readonly #sync: SceneSync;
  readonly #words: BoardWords;
  readonly #locks: Locks;
  readonly #releaseAll: () => void;
  /** Whether it ended before its last writes. */
  #isCutOff = false;
  #gesture: Gesture | undefined;
  #isWriting = false;
  /** How often the notes are being read now. */
  #reading = 0;

  constructor(options: PageOptions) {
    this.#options = options;
    this.browser = options.browser;
    const { clock, random, network, browser } = options;
    const { locks, releaseAll } = browser.locks();
    const isAlive = () => this.isAlive;
    this.#releaseAll = releaseAll;
    this.#locks = locks;
    this.replica = new Replica(random.uuid());
    this.project = new Project(
      {
        ...{ origin: 'http://easel', project: '00000000-0000-4000-8000-000000000001' },
        ...{ user: { name: 'Ada' }, parents: parentsOf, groups: undoGroupsOf },
      },
      projectPorts({
        ...{ timers: clock.timers(isAlive), random: () => random.next(), uuid: () => random.uuid() },
        ...{ open: network.sockets(isAlive), fetch: network.fetch(), locks },
        ...{ outbox: browser.store(() => this.#isCutOff), undo: options.undo },
        page: { watch: () => () => undefined },
      }),
      this.replica,
    );
    this.project.on('saveState', ({ kind }) => kind === 'saved' && this.unsaved.clear());
    this.#words = this.#newWords();
    if (options.isTelling) this.#tellEdits();
    this.editor = new Editor(() => this.#look());
    this.#sync = new SceneSync(this.project, this.#scene(), {
      restore: (element) => own.restoreElements([element as Element], null)[0],
      nextFrame: (run) => void clock.after(FRAME_MS, () => this.isAlive && run()),
      rejected: (reason, changes) => {
        options.tell(`rejected: ${reason.message}`);
        for (const words of wordsOfChanges(changes)) options.words.told(words, options.name);
      },
      revived: () => undefined,
      flawed: () => undefined,
      culprits: new Culprits(),
      ...{ mostGone: 2, mostAtOnce: 1 },
      failed: (reason) => {
        throw reason;
      },
    });
  }

  get undo(): UndoManager {
    return this.project.undo;
  }

  get isIdle(): boolean {
    return this.#gesture === undefined;
  }

  /** Whether it is known here which words the earlier pages wrote. */
  get hasRead(): boolean {
    return this.#reading === 0;
  }

  /** The person begins to do something; false while the board is not there yet, or another gesture is under way. */
  begin(name: string, act: Act): boolean {
    if (!this.isAlive || this.#gesture || !this.project.status.synced) return false;
    this.#options.tell(name);
    this.#isWriting = ['label', 'writeFreely', 'rewrite'].includes(name);
    this.#gesture = act({
      ...{ editor: this.editor, random: this.#options.random },
      word: (text) => this.#word(text),
      erase: (id) => this.#erase(id),
    });
    this.#step();
    return true;
  }

  /** Undo or redo, as the button and the key do: nothing during a gesture. */
  step(way: 'undo' | 'redo'): boolean {
    const { gesture } = interactionOf(this.editor.state);
    if (gesture || this.editor.state.editingTextElement || this.#gesture) return false;
    let isDone = false;
    this.#seen(() => {
      isDone = this.project.undo[way]();
    });
    return isDone;
  }

  /** What the page does at every report of a change. */
  #look(): void {
    if (!this.isAlive) return;
    const isLeft = this.#sync.collect(this.editor.elements, this.editor.state, isGesture(this.editor.state));
    if (isLeft) this.#tellMore();
    this.#words.watch.look(this.editor.state);
  }

  #tellMore(): void {
    this.#options.clock.after(FRAME_MS, () => {
      if (this.isAlive && this.#sync.telling.more()) this.#tellMore();
    });
  }

  /** What it does when it is left. */
  collect(): void {
    if (!this.isAlive) return;
    this.#sync.collect(this.editor.elements, this.editor.state);
    this.#words.watch.look(this.editor.state);
  }

  /** The tab is closed or reloaded. */
  leave(): void {
    this.collect();
    this.project.leave();
    // Some browsers end a page before its last writes. So it is with about half of the pages.
    if (this.replica.client.charCodeAt(0) % 2 === 0) this.kill();
    else this.#end();
  }

  kill(): void {
    this.#isCutOff = true;
    this.#options.words.unkept(this.unsaved);
    this.#end();
  }

  close(): void {
    this.#sync.close();
    this.#words.close();
    this.editor.close();
    void this.project.close();
  }

  #newWords(): BoardWords {
    const { clock, random, browser, name, words, tell } = this.#options;
    const notes = browser.notes(() => this.#isCutOff);
    const board = new BoardWords({
      ...{ project: this.project, locks: this.#locks },
      notes: {
        ...notes,
        // Often later than the outbox, or the first sync.
        all: async (project) => {
          this.#reading++;
          await new Promise<void>((resolve) => clock.after(random.below(MOST_READING_MS), resolve));
          return notes.all(project).finally(() => this.#reading--);
        },
      },
      now: () => clock.now,
      after: (ms, run) => {
        let isWanted = true;
        clock.after(ms, () => isWanted && this.isAlive && run());
        return () => {
          isWanted = false;
        };
      },
    });
    board.lost.all.subscribe(() => {
      for (const lost of board.lost.all.get()) {
        tell(`is told of ${lost.whose}: ${lost.words} (${lost.how})`);
        words.told(lost.words, name);
      }
    });
    return board;
  }

  #tellEdits(): void {
    const { project } = this;
    const edit = project.edit.bind(project);
    project.edit = (changes, how) => {
      for (const change of changes) this.#options.tell(`  ${how?.history} ${JSON.stringify(change)}`);
      edit(changes, how);
    };
    project.on('changed', ({ ids, origin }) => {
      if (origin !== 'own') this.#options.tell(`  ${origin}: ${[...ids].join(' ')}`);
    });
  }

  #end(): void {
    this.isAlive = false;
    this.#gesture = undefined;
    this.#releaseAll();
    this.#options.network.drop();
    this.editor.close();
  }

  #scene() {
    return {
      elements: () => this.editor.elements,
      interaction: () => this.editor.state,
      show: (elements: readonly Element[]) => {
        this.editor.updateScene(elements);
        this.#options.clock.after(0, () => this.isAlive && this.editor.rendered());
      },
    };
  }

  #step(): void {
    if (!this.isAlive || this.#gesture === undefined) return;
    const gesture = this.#gesture;
    const move = () => {
      const { done, value } = gesture.next();
      this.editor.rendered();
      if (done) this.#gesture = undefined;
      else this.#options.clock.after(value, () => this.#step());
    };
    if (this.#isWriting) move();
    else this.#seen(move);
  }

  /** What the person reads here before it, and not after it, the person has taken away. */
  #seen(run: () => void): void {
    const before = new Map(this.project.objects);
    run();
    this.#options.words.seen(this.#options.name, before, this.project.objects);
  }

  #word(text: string): string {
    const word = this.#options.words.next(this.#options.name, text);
    this.unsaved.add(word);
    return word;
  }

  #erase(id: string): void {
    const text = this.editor.element(id);
    const words = text?.type === 'text' ? text.originalText : undefined;
    if (words === undefined) return;
    this.#options.words.seen(this.#options.name, new Map([[id, { originalText: words }]]), new Map());
  }
}
