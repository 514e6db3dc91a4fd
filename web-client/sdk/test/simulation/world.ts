import { expect } from 'vitest';
import type { SetAside } from '../../src/index.ts';
import { Browser } from './browser.ts';
import { Clock } from './clock.ts';
import { Network } from './network.ts';
import { Page } from './page.ts';
import { Random } from './random.ts';
import { Server } from './server.ts';

/** How long people draw while things fail, and how long all may take to be equal after that; milliseconds. */
const TROUBLE_MS = 3_000;
const HEALING_MS = 90_000;

/** How long a server hangs at most, in milliseconds. */
const HANG_MS = 20_000;

/** Roles change in each such world. */
const ACCESS_EVERY = 5;

/** In each such world edits are parts of more, now and then. */
const PARTS_EVERY = 9;

/** In each such world many come, make one edit and go: more than there are numbers for authors. */
export const MANY_EVERY = 8;
export const MANY = 70;

interface Seat {
  readonly network: Network;
  readonly browser: Browser;
  page: Page;
}

/** A server, several people, and one seed that decides everything that happens. */
export class World {
  readonly #random: Random;
  /** Of worlds where roles change and tokens end. */
  readonly #access: Random | undefined;
  readonly #areMany: boolean;
  readonly #clock = new Clock();
  readonly #server: Server;
  readonly #seats: Seat[] = [];
  readonly #pages: Page[] = [];
  #isOver = false;
  /** Objects of which people were told that some of what they did could not be taken. */
  readonly #told = new Set<string>();
  readonly #isInParts: boolean;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#areMany = seed % MANY_EVERY === 3;
    this.#isInParts = seed % PARTS_EVERY === 0;
    if (seed % ACCESS_EVERY === 0) this.#access = new Random(seed);
    this.#server = new Server(this.#clock, this.#random, seed);
    for (let count = 2 + this.#random.below(2); count > 0; count--) this.#sitDown();
  }

  /** Runs the world; returns the project's events. */
  async run(): Promise<string> {
    const end = this.#clock.now + TROUBLE_MS;
    for (const seat of this.#seats) this.#repeat(60, () => seat.page.act());
    this.#repeat(150, () => this.#server.commit());
    this.#repeat(250, () => this.#goWrong());
    if (this.#areMany) this.#repeat(500, () => this.#server.whenAwake(() => this.#server.pass(MANY)));
    if (this.#access !== undefined) this.#repeat(400, () => this.#changeAccess());
    await this.#until(end, async () => false);
    this.#heal();
    await this.#until(this.#clock.now + HEALING_MS, () => this.#isWell());
    await this.#checkEnd();
    for (const { page } of this.#seats) void page.project.close();
    return JSON.stringify(this.#server.events);
  }

  #sitDown(): void {
    const network = new Network(this.#clock, this.#random, this.#server);
    const browser = new Browser(this.#clock, this.#random);
    this.#seats.push({ network, browser, page: this.#load(network, browser) });
  }

  #load(network: Network, browser: Browser): Page {
    const page = new Page(this.#clock, this.#random, this.#server, network, browser);
    this.#pages.push(page);
    // Until the server tells the role, everything is taken, and refused later.
    page.wasViewer = network.role === 'viewer';
    page.isInParts = this.#isInParts;
    if (browser.isFailing) this.#server.unkept.add(page.replica.client);
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

  #goWrong(): void {
    const seat = this.#random.pick(this.#seats);
    const kind = this.#random.below(17);
    const soon = (run: () => void) => this.#clock.after(this.#random.below(800), run);
    if (this.#server.isHung && kind >= 3 && kind <= 6) return;
    switch (kind) {
      case 0:
      case 1:
        seat.network.drop();
        break;
      case 2:
        seat.network.isDown = true;
        seat.network.drop();
        soon(() => {
          seat.network.isDown = false;
        });
        break;
      case 3:
        this.#server.crash();
        soon(() => this.#server.restart());
        break;
      case 4:
        this.#server.stop();
        soon(() => this.#server.whenAwake(() => this.#server.goOn()));
        break;
      case 5:
      case 6:
        if (this.#server.sessions.size > 0) this.#server.lag(this.#random.pick([...this.#server.sessions]));
        break;
      case 7:
        seat.page.leave();
        seat.page = this.#load(seat.network, seat.browser);
        break;
      case 8:
        this.#killAndReload(seat);
        break;
      case 9:
      case 10:
        seat.browser.isFailing = true;
        this.#server.unkept.add(seat.page.replica.client);
        if (this.#random.chance(0.5)) soon(() => this.#killAndReload(seat));
        soon(() => {
          seat.browser.isFailing = false;
        });
        break;
      case 11: {
        const page = this.#random.pick([seat.page, this.#random.pick(this.#pages)]);
        if (page === seat.page) seat.network.drop();
        const { client, outbox } = page.replica;
        const many = 1 + this.#random.below(12);
        this.#clock.after(0, () =>
          this.#server.whenAwake(() => this.#server.squat(client, outbox.pending, many)),
        );
        break;
      }
      case 13:
        this.#server.whenAwake(() => this.#server.handOver());
        break;
      case 14:
        this.#server.whenAwake(() => this.#server.drain());
        soon(() => this.#server.whenAwake(() => this.#server.restart()));
        break;
      case 15:
        this.#server.hang();
        this.#clock.after(this.#random.below(HANG_MS), () => this.#server.wake());
        break;
      case 12:
        this.#clock.ahead += this.#random.below(7_200_000) - 3_600_000;
        break;
      default:
        seat.page.project.flush().catch(() => undefined);
    }
  }

  #changeAccess(): void {
    const random = this.#access as Random;
    const { network, page, browser } = random.pick(this.#seats);
    const what = random.below(3);
    this.#server.whenAwake(() => {
      if (what === 0) network.endTokens();
      else if (what === 1) network.become('editor');
      else {
        for (const one of this.#pages) if (one.browser === browser) one.wasViewer = true;
        network.become('viewer');
      }
    });
    if (what === 2) page.wasViewer = true;
  }

  #killAndReload(seat: Seat): void {
    seat.page.kill();
    seat.page = this.#load(seat.network, seat.browser);
  }

  #heal(): void {
    this.#isOver = true;
    this.#server.whenAwake(() => {
      this.#server.restart();
      this.#server.goOn();
    });
    for (const { network, browser } of this.#seats) {
      network.isDown = false;
      browser.isFailing = false;
      this.#server.whenAwake(() => network.become('owner'));
    }
  }

  async #isWell(): Promise<boolean> {
    const areSaved = this.#seats.every(({ page: { project, replica } }) => {
      for (const aside of project.setAside) this.#dismiss(project, aside);
      const isUpToDate = replica.resume?.seq === this.#server.seq;
      return isUpToDate && project.saveState.kind === 'saved' && project.status.kind === 'live';
    });
    return areSaved && (await this.#areAllDelivered());
  }

  /** While its store fails a page does not know what others left in it. */
  async #areAllDelivered(): Promise<boolean> {
    for (const page of this.#pages) {
      if (page.end !== 'alive' && (await page.browser.left(page.project.id, page.replica.client)) > 0)
        return false;
    }
    return true;
  }

  async #until(end: number, isDone: () => Promise<boolean>): Promise<void> {
    while (!(await isDone()) && this.#clock.step(end)) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      for (const { page } of this.#seats) page.check();
      if (this.#server.violations.length > 0) expect(this.#server.violations).toEqual([]);
    }
  }

  async #checkEnd(): Promise<void> {
    const { canvas, events } = this.#server;
    expect(
      await this.#isWell(),
      `all is well: ${JSON.stringify(this.#seats.map((s) => [s.page.project.saveState, s.page.project.status]))}`,
    ).toBe(true);
    for (const { page } of this.#seats)
      expect(new Map(page.project.objects), 'all are equal').toEqual(canvas.objects);
    const names = events.map(({ client, edit }) => `${client} ${edit}`);
    expect(new Set(names).size, 'no edit is two events').toBe(names.length);
    for (const page of this.#pages) this.#checkPage(page);
  }

  #dismiss(project: Page['project'], aside: SetAside): void {
    for (const change of aside.changes) this.#told.add(change.id);
    project.dismiss(aside);
  }

  #checkDial({ dial, end }: Page): void {
    const value = this.#server.canvas.objects.get(dial.id)?.value;
    const allowed = dial.allowed(end === 'alive' ? 'alive' : 'gone', this.#told.has(dial.id));
    expect(allowed, `${dial.id}, of a page that was ${end}, is at no earlier state than was saved`).toContain(
      value,
    );
  }

  #checkPage(page: Page): void {
    if (page.wasViewer) return;
    const points = (this.#server.canvas.objects.get(page.stroke)?.points ?? []) as readonly number[];
    const isTold = page.end !== 'alive' && this.#told.has(page.stroke);
    const promised = page.end === 'alive' ? page.points.length : isTold ? page.saved : page.promised;
    const drawn = page.points.slice(0, Math.max(promised, points.length));
    expect(points, `${page.stroke} is as it was drawn; its page was ${page.end}`).toEqual(drawn);
    this.#checkDial(page);
    if (page.end !== 'alive') return;
    for (const edit of page.sealed.keys()) {
      const key = `${page.replica.client} ${edit}`;
      const isKnown =
        this.#server.seqOf(page.replica.client, edit) !== undefined || this.#server.refusals.has(key);
      expect(isKnown, `${key} is an event, or was refused`).toBe(true);
    }
  }
}
