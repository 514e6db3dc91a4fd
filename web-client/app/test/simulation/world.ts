import { memoryUndo } from '../../../sdk/src/storage/index.ts';
import type { UndoStore } from '../../../sdk/src/undo/index.ts';
import { Browser } from '../../../sdk/test/simulation/browser.ts';
import { Clock } from '../../../sdk/test/simulation/clock.ts';
import { Network } from '../../../sdk/test/simulation/network.ts';
import { Random } from '../../../sdk/test/simulation/random.ts';
import { Server } from '../../../sdk/test/simulation/server.ts';
import { MANY, MANY_EVERY } from '../../../sdk/test/simulation/world.ts';
import { chance } from './chance.ts';
import { checkPicture, checkSame, checkUndone, type Rule } from './checks.ts';
import { own } from './excalidraw.ts';
import { ACTS } from './gestures/acts.ts';
import { oddEdit } from './odd.ts';
import { Page } from './page.ts';
import { Words } from './words.ts';

/** How long people draw while things fail, and how long all may take to be equal after that; milliseconds. */
const TROUBLE_MS = 2_000;
const HEALING_MS = 90_000;
/** Every change is drawn within this time, in milliseconds. */
const DRAWN_MS = 60;

/** How many windows there are: most often two. */
const WINDOWS = [2, 2, 2, 3, 3, 4] as const;

const UNDO = 'undo n then redo n changes nothing';

interface Seat {
  readonly name: string;
  readonly network: Network;
  readonly browser: Browser;
  readonly undo: UndoStore;
  page: Page;
}

/** A server, several windows on one board, and one seed that decides everything that happens. */
export class World {
  /** What happened, line by line. */
  readonly story: string[] = [];
  /** What does not hold in the end, the first of each rule. */
  readonly violations = new Map<Rule, string>();
  readonly #random: Random;
  readonly #areMany: boolean;
  readonly #clock = new Clock();
  readonly #server: Server;
  readonly #words = new Words();
  readonly #seats: Seat[] = [];
  readonly #pages: Page[] = [];
  readonly #start = this.#clock.now;
  readonly #isTelling: boolean;
  #isOver = false;

  /** @param isTelling whether the story has every edit, too */
  constructor(seed: number, isTelling = false) {
    this.#isTelling = isTelling;
    this.#random = new Random(seed);
    this.#areMany = seed % MANY_EVERY === 3;
    chance.random = new Random(seed + 1_000_000);
    for (const id of Object.keys(own.originalContainerCache)) own.resetOriginalContainerCache(id);
    this.#server = new Server(this.#clock, this.#random, seed);
    for (let count = this.#random.pick(WINDOWS); count > 0; count--) this.#sitDown();
  }

  async run(): Promise<void> {
    for (const seat of this.#seats) this.#repeat(80, () => this.#act(seat));
    this.#repeat(150, () => this.#server.commit());
    this.#repeat(250, () => this.#goWrong());
    if (this.#areMany) this.#repeat(500, () => this.#server.pass(MANY));
    await this.#until(this.#clock.now + TROUBLE_MS, async () => false);
    this.#heal();
    await this.#quiet();
    this.#checkEnd();
    this.#sitDown(); // who comes later sees the same
    await this.#quiet();
    this.#checkEnd();
    await this.#undoAndRedo();
    for (const { page } of this.#seats) page.close();
  }

  // ---- what happens

  #act({ name, page }: Seat): void {
    if (this.#random.chance(0.12)) {
      const way = this.#random.pick(['undo', 'undo', 'redo'] as const);
      if (page.step(way)) this.#tell(name, way);
      return;
    }
    const { name: what, act } = this.#random.pick(ACTS);
    page.begin(what, act);
  }

  #goWrong(): void {
    const seat = this.#random.pick(this.#seats);
    const soon = (run: () => void) => this.#clock.after(this.#random.below(800), run);
    switch (this.#random.below(9)) {
      case 7:
      case 8:
        this.#writeOddly();
        break;
      case 0:
      case 1:
        this.#tell(seat.name, '– cut');
        seat.network.drop();
        break;
      case 2:
      case 3:
        this.#tell(seat.name, '– away');
        seat.network.isDown = true;
        seat.network.drop();
        soon(() => {
          this.#tell(seat.name, '– back');
          seat.network.isDown = false;
        });
        break;
      case 4:
        if (this.#server.sessions.size > 0) this.#server.lag(this.#random.pick([...this.#server.sessions]));
        break;
      case 5:
        this.#tell(seat.name, '– reload');
        seat.page.leave();
        seat.page = this.#load(seat);
        break;
      default:
        if (this.#random.chance(0.5)) break;
        this.#tell(seat.name, '– killed');
        seat.page.kill();
        seat.page = this.#load(seat);
    }
  }

  /** A program writes over the API. */
  #writeOddly(): void {
    const { objects } = this.#server.canvas;
    const changes = oddEdit(objects, this.#random);
    if (changes.length === 0) return;
    this.#tell('API', JSON.stringify(changes));
    const before = new Map(objects);
    void this.#server.post(this.#random.uuid(), [{ edit: 1, changes }]);
    this.#words.seen('API', before, objects);
  }

  #heal(): void {
    this.#isOver = true;
    this.#tell('all', '– quiet');
    for (const { network } of this.#seats) network.isDown = false;
  }

  #sitDown(): void {
    const seat = {
      name: `window ${this.#seats.length + 1}`,
      network: new Network(this.#clock, this.#random, this.#server),
      browser: new Browser(this.#clock, this.#random),
      undo: memoryUndo(),
    };
    this.#seats.push({ ...seat, page: this.#load(seat) });
  }

  #load(seat: Omit<Seat, 'page'>): Page {
    const page = new Page({
      name: seat.name,
      ...{ clock: this.#clock, random: this.#random, words: this.#words },
      ...{ network: seat.network, browser: seat.browser, undo: seat.undo },
      tell: (line) => this.#tell(seat.name, line),
      isTelling: this.#isTelling,
    });
    this.#pages.push(page);
    return page;
  }

  #repeat(about: number, run: () => void): void {
    const again = () => {
      if (this.#isOver && about !== 150) return;
      run();
      this.#clock.after(this.#random.below(2 * about), again);
    };
    this.#clock.after(this.#random.below(2 * about), again);
  }

  #tell(who: string, what: string): void {
    this.story.push(`${String(this.#clock.now - this.#start).padStart(6)} ${who}: ${what}`);
  }

  // ---- the end

  readonly #say = (rule: Rule, what: string): void => {
    if (!this.violations.has(rule)) this.violations.set(rule, what);
  };

  /** All are idle, have what the server has, and have drawn it. */
  async #quiet(): Promise<void> {
    const isWell = await this.#until(this.#clock.now + HEALING_MS, () => this.#isWell());
    if (!isWell)
      throw new Error(
        `not all is well: ${JSON.stringify(this.#seats.map(({ page }) => page.project.saveState))}`,
      );
    await this.#until(this.#clock.now + DRAWN_MS, async () => false);
    if (!(await this.#isWell())) await this.#quiet();
  }

  async #isWell(): Promise<boolean> {
    const areSaved = this.#seats.every(({ name, page: { project, replica, isIdle, hasRead } }) => {
      for (const aside of project.setAside) {
        this.#words.told(JSON.stringify(aside.changes), name);
        project.dismiss(aside);
      }
      const isUpToDate = replica.resume?.seq === this.#server.seq;
      const isSaved = project.saveState.kind === 'saved' && project.status.kind === 'live';
      return isIdle && hasRead && isUpToDate && isSaved;
    });
    if (!areSaved) return false;
    for (const page of this.#pages) {
      if (!page.isAlive && (await this.#left(page)) > 0) return false;
    }
    return true;
  }

  #left(page: Page): Promise<number> {
    const seat = this.#seats.find(({ browser }) => browser === page.browser) as Seat;
    return seat.browser.left(page.project.id, page.replica.client);
  }

  async #until(end: number, isDone: () => Promise<boolean>): Promise<boolean> {
    for (;;) {
      if (await isDone()) return true;
      if (!this.#clock.step(end)) return false;
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#server.violations.length > 0) throw new Error(this.#server.violations.join('\n'));
    }
  }

  #checkEnd(): void {
    const { objects } = this.#server.canvas;
    const windows = this.#seats.map(({ name, page }) => ({ name, page }));
    checkSame(windows, objects, this.#say);
    for (const { name, page } of windows) checkPicture(name, page, this.#say);
    for (const word of this.#words.lost(objects)) this.#say('no words are lost silently', word);
  }

  /** Undo n times, then redo n times, changes nothing. */
  async #undoAndRedo(): Promise<void> {
    const { name, page } = this.#random.pick(this.#seats);
    const before = new Map(page.project.objects);
    let count = 0;
    while (count < 4 && page.step('undo')) {
      this.#tell(name, 'undo');
      count++;
      await this.#until(this.#clock.now + DRAWN_MS, async () => false);
    }
    for (let left = count; left > 0; left--) {
      this.#tell(name, 'redo');
      if (!page.step('redo')) this.#say(UNDO, `${name}: of ${count} undone steps ${left} cannot be redone`);
      await this.#until(this.#clock.now + DRAWN_MS, async () => false);
    }
    await this.#quiet();
    checkUndone(name, before, page.project.objects, this.#say);
    this.#checkEnd();
  }
}
