import { expect } from 'vitest';
import { AWAITED_MS, MOST_PATIENCE, PONG_MS } from '../../src/connection/silence.ts';
import { type Change, equal, type Json, NotEditable, type Props } from '../../src/index.ts';
import { projectPorts } from '../../src/open/browserPorts.ts';
import type { StoredEdit } from '../../src/outbox/index.ts';
import { Project } from '../../src/project/project.ts';
import { BLINK_MS } from '../../src/project/status.ts';
import { Replica } from '../../src/replica/replica.ts';
import { memoryUndo } from '../../src/storage/index.ts';
import type { Browser } from './browser.ts';
import type { Clock } from './clock.ts';
import { Dial } from './dial.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { Server } from './server.ts';

const SHARED = ['s0', 's1', 's2', 's3', 's4'];
const NAMES = ['x', 'y', 'z'];

/** One page load of one person: a project, what was drawn in it, and what must hold of it at every moment. */
export class Page {
  readonly project: Project;
  readonly replica: Replica;
  readonly browser: Browser;
  readonly stroke: string;
  readonly dial: Dial;
  /** The points of the stroke that only this page draws. */
  readonly points: number[] = [];
  /** Those of them that must never be missing, unless the person was told. */
  promised = 0;
  /** Those of them that were called saved: they must never be missing, whatever the person was told. */
  saved = 0;
  end: 'alive' | 'left' | 'cut off' | 'killed' = 'alive';
  /** Whether now and then an edit is a part of more, which comes or does not. */
  isInParts = false;
  #edits = 0;
  /** Every edit there was to send. */
  readonly sealed = new Map<number, StoredEdit>();
  /**
   * Whether the role was ever taken: some of what was made was refused then, and what it builds on is not asked of the
   * stroke and the dial any longer. The person was told.
   */
  wasViewer = false;
  /** How many times the person does nothing. */
  #pause = 0;
  readonly #random: Random;
  readonly #server: Server;
  readonly #network: Network;
  readonly #releaseAll: () => void;
  /** What the person has set and not seen overruled: it must stand while it is pending. */
  readonly #mine = new Map<string, Json>();
  #shown = new Map<string, Props>();
  readonly #clock: Clock;
  /** Since when it has no connection, and since when it has one and waits for an answer. */
  #lostAt: number | undefined;
  #awaitedSince: number | undefined;
  /** Connections lost since all that was sent was answered: over a slow line an answer is waited for longer. */
  #losses = 0;

  constructor(clock: Clock, random: Random, server: Server, network: Network, browser: Browser) {
    this.browser = browser;
    this.#clock = clock;
    this.#random = random;
    this.#server = server;
    this.#network = network;
    const { locks, releaseAll } = browser.locks();
    this.#releaseAll = releaseAll;
    this.replica = new Replica(random.uuid());
    this.stroke = `stroke-${this.replica.client.slice(0, 8)}`;
    this.dial = new Dial(this.replica.client);
    const isAlive = () => this.end === 'alive';
    this.project = new Project(
      { origin: 'http://easel', project: '00000000-0000-4000-8000-000000000001', user: { name: 'Ada' } },
      projectPorts({
        timers: clock.timers(isAlive),
        random: () => random.next(),
        uuid: () => random.uuid(),
        open: network.sockets(isAlive),
        fetch: network.fetch(),
        outbox: browser.store(() => this.end === 'killed' || this.end === 'cut off'),
        undo: memoryUndo(),
        pictures: browser.pictures,
        locks,
        page: { watch: () => () => undefined },
      }),
      this.replica,
    );
    this.project.on('changed', ({ ids }) => this.#changed(ids));
    this.project.on('saveState', ({ kind }) => kind === 'saved' && this.#saved());
    this.project.on('status', ({ kind }) => {
      this.#lostAt = kind === 'reconnecting' ? (this.#lostAt ?? clock.now) : undefined;
      if (kind === 'reconnecting') this.#losses++;
    });
  }

  // ---- what a person does

  act(): void {
    const { project } = this;
    if (project.status.readOnly) {
      this.#checkLooking();
      return;
    }
    const random = this.#random;
    // People pause: only then is all that they made ever saved.
    if (this.#pause > 0) {
      this.#pause--;
      return;
    }
    if (random.chance(0.06)) this.#pause = random.below(20);
    const id = random.pick(SHARED);
    const name = random.pick(NAMES);
    const what = random.below(16);
    const value = random.below(1e6);
    if (what <= 3) this.#draw();
    else if (what <= 6) this.#edit([{ op: 'patch', id, set: { [name]: value } }]);
    else if (what === 7) {
      const other = random.pick(SHARED);
      const both: Change[] = [{ op: 'patch', id, set: { [name]: value } }];
      if (other !== id) both.push({ op: 'patch', id: other, set: { z: value }, unset: ['y'] });
      this.#edit(both);
    } else if (what === 8) this.#edit([{ op: 'put', id, props: { type: 'shape', x: 0, y: 0, text: '' } }]);
    else if (what === 9) this.#edit([{ op: 'delete', id }]);
    else if (what === 10) {
      const text = project.objects.get(id)?.text;
      if (typeof text !== 'string' || text.length > 40) return;
      const append = { text: { at: text.length, values: random.pick(['a', 'bc', 'def']) } };
      this.#edit([{ op: 'patch', id, append }]);
    } else if (what >= 12) this.#turn(what);
    else {
      const before = project.objects.get(id)?.[name];
      this.#edit([{ op: 'patch', id, set: { [name]: value } }]);
      this.#edit([
        { op: 'patch', id, ...(before === undefined ? { unset: [name] } : { set: { [name]: before } }) },
      ]);
    }
  }

  /** A viewer's edit makes nothing, here and in the store (A1). */
  #checkLooking(): void {
    const before = this.replica.outbox.unsettledSteps;
    expect(() => this.project.edit([{ op: 'put', id: 's0', props: {} }])).toThrow(NotEditable);
    expect(this.replica.outbox.unsettledSteps, 'edits of a viewer').toBe(before);
  }

  #draw(): void {
    if (this.wasViewer) return;
    const point = this.points.length;
    const change: Change = this.project.objects.has(this.stroke)
      ? { op: 'patch', id: this.stroke, append: { points: { at: point, values: [point] } } }
      : { op: 'put', id: this.stroke, props: { points: [point] } };
    if (change.op === 'put' && point > 0) throw new Error('a stroke is gone while its page lives');
    this.points.push(point);
    this.#edit([change]);
  }

  #turn(what: number): void {
    if (this.wasViewer) return;
    const change =
      what < 15 ? this.dial.turn(this.project.objects) : this.dial.turnBack(this.project.objects);
    if (change) this.#edit(Dial.with(change, this.#random, SHARED));
  }

  #edit(changes: readonly Change[]): void {
    const live = this.#random.chance(0.5);
    const present = changes.filter(({ op, id }) => op !== 'patch' || this.project.objects.has(id));
    for (const change of present) {
      for (const name of NAMES) this.#mine.delete(`${change.id} ${name}`);
      if (change.op !== 'patch') continue;
      for (const [name, value] of Object.entries(change.set ?? {}))
        this.#mine.set(`${change.id} ${name}`, value);
    }
    const more = this.isInParts && !live && this.#edits++ % 4 === 0;
    this.project.edit(changes, { history: 'none', live, more });
  }

  /** The tab is closed or reloaded: the page gets the event, and then it ends. */
  leave(): void {
    const { client, outbox } = this.replica;
    // Some browsers end a page before its last writes. So it is with about half of the pages.
    const isCutOff = client.charCodeAt(0) % 2 === 0;
    // What was sealed and is just being written is sent all the same; stored may be what it was before.
    const unsure = outbox.edits('unapplied').filter(({ isKept }) => isCutOff && !isKept);
    for (const { edit } of unsure) this.#server.unkept.add(`${client} ${edit}`);
    this.project.leave();
    this.#collect();
    // Without storage only what fits into the last request is delivered, if that arrives.
    if (!this.browser.isFailing && !isCutOff) {
      this.promised = this.points.length;
      this.dial.promise();
    }
    this.#over(isCutOff ? 'cut off' : 'left');
  }

  kill(): void {
    this.#over('killed');
  }

  #over(end: 'left' | 'cut off' | 'killed'): void {
    this.end = end;
    this.#releaseAll();
    this.#network.drop(); // a browser closes the sockets of a page that has gone
  }

  // ---- what must hold

  check(): void {
    this.#collect();
    const { canvas, resume, isLive, outbox } = this.replica;
    const ids = new Set([...canvas.objects.keys(), ...canvas.copy.keys(), ...outbox.changes.ids()]);
    for (const id of ids) {
      if (equal(canvas.objects.get(id), canvas.laidOut(id))) continue;
      expect(canvas.objects.get(id), `what is shown of ${id}`).toEqual(canvas.laidOut(id));
    }
    expectSame(canvas.objects, this.#shown, 'every change was told');
    const isCurrent = isLive && resume?.epoch === this.#server.epoch && resume.seq === this.#server.seq;
    if (isCurrent) expectSame(canvas.copy, this.#server.canvas.objects, 'the copy is the server’s');
    this.#checkNoFlicker();
    this.#checkConnection();
  }

  /** A person hears of a loss when it is longer than a blink, and a server that does not answer is given up. */
  #checkConnection(): void {
    const { isLive, outbox } = this.replica;
    const lostFor = this.#clock.now - (this.#lostAt ?? this.#clock.now);
    const { status, saveState } = this.project;
    const isTold = saveState.kind === 'offline' || status.away;
    if (isTold) expect(lostFor, 'offline is more than a blink').toBeGreaterThanOrEqual(BLINK_MS);
    else expect(lostFor, 'a loss that is told').toBeLessThanOrEqual(BLINK_MS);
    const awaits = isLive && outbox.sending.flying.size > 0;
    if (isLive && !awaits && this.#awaitedSince !== undefined) this.#losses = 0;
    this.#awaitedSince = awaits ? (this.#awaitedSince ?? this.#clock.now) : undefined;
    const unanswered = this.#clock.now - Math.max(this.#network.heardAt, this.#awaitedSince ?? Infinity);
    const longest = AWAITED_MS + PONG_MS * Math.min(MOST_PATIENCE, 2 ** this.#losses);
    expect(unanswered, 'a server that does not answer').toBeLessThanOrEqual(longest);
  }

  /** A property that own pending edits set shows what they set, whatever comes from elsewhere. */
  #checkNoFlicker(): void {
    for (const [key, value] of this.#mine) {
      const [id, name] = key.split(' ') as [string, string];
      const shown = this.project.objects.get(id);
      const isPending = [...this.replica.outbox.changes.changesOf(id, 'open')].some(
        (change) => change.op === 'patch' && Object.hasOwn(change.set ?? {}, name),
      );
      if (!isPending || !shown) this.#mine.delete(key);
      else if (shown[name] !== value) expect(shown[name], `${key} flickers`).toBe(value);
    }
  }

  #changed(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      const props = this.project.objects.get(id);
      expect(equal(props, this.#shown.get(id)), `${id} changed by value`).toBe(false);
      if (props) this.#shown.set(id, props);
      else this.#shown.delete(id);
    }
  }

  /** Pitfall 1: nothing that was called saved may be missing later. */
  #saved(): void {
    this.#collect();
    const { client } = this.replica;
    for (const edit of this.sealed.keys()) {
      const seq = this.#server.seqOf(client, edit);
      const isRefused = this.#server.refusals.has(`${client} ${edit}`);
      expect(isRefused || (seq !== undefined && seq <= this.#server.durable), `edit ${edit} is saved`).toBe(
        true,
      );
    }
    this.promised = this.points.length;
    this.saved = this.points.length;
    this.dial.wasSaved();
  }

  #collect(): void {
    for (const { edit, stored, changes } of this.replica.outbox.edits('unsettled')) {
      if (changes.size === 0) continue; // it uses up the number of another (E16)
      const first = this.sealed.get(edit) ?? stored;
      if (first !== stored) expect(first, 'sealed edits never change').toBe(stored);
      this.sealed.set(edit, stored);
    }
  }
}

type Objects = ReadonlyMap<string, Props>;

/** `expect` is slow, and this is asked a thousand times. */
function expectSame(found: Objects, right: Objects, about: string): void {
  const isSame = found.size === right.size && [...right].every(([id, props]) => equal(found.get(id), props));
  if (!isSame) expect(new Map(found), about).toEqual(right);
}
