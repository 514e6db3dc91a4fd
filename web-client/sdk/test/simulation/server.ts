import { expect } from 'vitest';
import type { Change } from '../../src/protocol/change.ts';
import { Malformed } from '../../src/protocol/codec.ts';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.ts';
import type {
  ClientMessage,
  FullEvent,
  Hello,
  NumberedEdit,
  Refused,
  Role,
  ServerMessage,
  WireMessage,
} from '../../src/protocol/message.ts';
import { Canvas } from './canvas.ts';
import type { Clock } from './clock.ts';
import { FORMS, type Form, GivenNumbers, inColumns, inNumbers, short } from './forms.ts';
import { Random } from './random.ts';

/** The server's end of a socket. */
export interface Line {
  /** What the person at the other end may do. */
  readonly role: () => Role;
  send(message: WireMessage): void;
  close(code: number): void;
}

export interface Session {
  readonly id: string;
  readonly line: Line;
  readonly form: Form;
  hello: Hello | undefined;
  /** As `welcome` told it. */
  role: Role | undefined;
  phase: 'JOINING' | 'SYNCING' | 'LIVE' | 'LAGGED' | 'CLOSED';
  readonly refused: Set<number>;
  dropped: number;
  lastEdit: number | undefined;
  held: number;
  /** What it was last told. */
  isStopped: boolean;
}

/**
 * A small server by the rules of `protocol/README.md`: it orders and applies, refuses, commits later, and can crash,
 * lose what was not durable, hand its project over, hang, stop for a full journal, and cut off slow receivers. It also
 * checks that clients keep the rules.
 */
export class Server {
  readonly #clock: Clock;
  readonly #random: Random;
  /** Decides in which form everybody is told what is told to all. */
  readonly forms: Random;
  /** Whether pages take a while to inflate what it has deflated. */
  readonly inflatesSlowly: boolean;
  readonly #numbers: GivenNumbers;
  canvas = new Canvas();
  events: FullEvent[] = [];
  epoch = 1;
  durable = 0;
  isUp = true;
  isStopped = false;
  /** Its process is paused: what comes is taken when it goes on. */
  isHung = false;
  readonly sessions = new Set<Session>();
  readonly #firstOf = new Map<number, number>([[1, 1]]);
  readonly #seqs = new Map<string, number>();
  /** What is held under a number, and whether it came over a socket (E15). */
  readonly #held = new Map<string, { content: string; overSocket: boolean }>();
  /** What each number was first used for; a client never gives it to anything else (E3). */
  readonly #contents = new Map<string, string>();
  readonly refusals = new Map<string, string>();
  /** Clients whose browser did not keep everything, and single edits (`client edit`) that it may not have kept. */
  readonly unkept = new Set<string>();
  readonly violations: string[] = [];
  #fresh: { event: FullEvent; by: Session | undefined }[] = [];
  #waiters: { epoch: number; seq: number; answer: (isDurable: boolean) => void }[] = [];
  #count = 0;
  #asleep: (() => void)[] = [];

  /** @param seed of all that is drawn for the forms in which things are told: it changes nothing else */
  constructor(clock: Clock, random: Random, seed: number) {
    this.#clock = clock;
    this.#random = random;
    this.forms = new Random(seed + 2_000_000);
    this.inflatesSlowly = seed % 4 === 1;
    this.#numbers = new GivenNumbers(2 + this.forms.below(80));
  }

  get seq(): number {
    return this.events.length;
  }

  seqOf(client: string, edit: number): number | undefined {
    return this.#seqs.get(`${client} ${edit}`);
  }

  // ---- sockets

  accept(line: Line): Session {
    const id = `s${++this.#count}`;
    const session: Session = {
      id,
      line,
      form: this.forms.pick(FORMS),
      hello: undefined,
      role: undefined,
      phase: 'JOINING',
      refused: new Set(),
      dropped: Infinity,
      lastEdit: undefined,
      held: 0,
      isStopped: false,
    };
    this.sessions.add(session);
    return session;
  }

  leave(session: Session): void {
    session.phase = 'CLOSED';
    this.sessions.delete(session);
  }

  receive(session: Session, message: ClientMessage): void {
    if (session.phase === 'CLOSED') return;
    if (message.type === 'hello') this.#hello(session, message);
    else expect(session.hello, 'hello comes first').toBeDefined();
    if (message.type === 'ping' && session.phase === 'LIVE') session.line.send({ type: 'pong' });
    if (message.type === 'edit') this.#edit(session, message);
    this.#broadcast();
  }

  #hello(session: Session, hello: Hello): void {
    expect(session.hello, 'one hello').toBeUndefined();
    for (const other of this.sessions) {
      if (other.hello?.client !== hello.client) continue;
      // A socket that was given up may be heard after the next one (J5).
      if (other.hello.attempt > hello.attempt) {
        session.line.close(4409);
        this.leave(session);
        return;
      }
      expect(other.hello.attempt, 'attempts rise').toBeLessThan(hello.attempt);
      other.line.close(4409);
      this.leave(other);
    }
    session.hello = hello;
    expect(hello.takes, 'what numbers and columns are told by').toContain('columns');
    const { resume, partial } = hello;
    const part = partial?.epoch === this.epoch ? partial : undefined;
    if (resume && this.#isPrefix(resume)) {
      this.#welcome(session, Math.max(resume.seq, part?.upTo ?? 0), false, 'resumed', resume.seq);
    } else if (!resume && part) this.#welcome(session, part.upTo, false, 'resumed', part.seq);
    else if (!resume) this.#welcome(session, 0, true, 'first');
    else this.#welcome(session, 0, true, 'diverged');
  }

  #isPrefix({ epoch, seq }: { epoch: number; seq: number }): boolean {
    if (seq > this.seq) return false;
    return [...this.#firstOf].every(([later, first]) => later <= epoch || seq < first);
  }

  /** @param goneAfter deletions after it are told */
  #welcome(session: Session, after: number, isSnapshot: boolean, reason: string, goneAfter = after): void {
    const { client, pending } = session.hello as Hello;
    session.phase = 'SYNCING';
    session.role = session.line.role();
    const applied = [...this.#seqs].flatMap(([key, seq]): [number, number][] => {
      const [of, edit] = key.split(' ') as [string, string];
      const isOwn = of === client && this.#held.get(key)?.overSocket;
      return isOwn && Number(edit) >= pending ? [[Number(edit), seq]] : [];
    });
    session.line.send({
      type: 'welcome',
      session: session.id,
      author: authorOf(client),
      project: { id: 'p', title: 'T', version: 'v', settings: {} },
      role: session.line.role(),
      epoch: this.epoch,
      seq: this.seq,
      durable: this.durable,
      applied: applied.sort(([a], [b]) => a - b),
      sync: isSnapshot ? 'snapshot' : 'delta',
      reason,
      limits: DEFAULT_LIMITS,
      peers: {},
    });
    this.#pass(session, after, isSnapshot, goneAfter);
  }

  /** Tells what changed since; then, a little later, what changed meanwhile (R2). */
  #pass(session: Session, after: number, isWhole: boolean, goneAfter: number): void {
    const upTo = this.seq;
    const told = this.durable;
    this.#tellObjects(session, after, isWhole, goneAfter);
    this.#later(40, () => {
      if (session.phase !== 'SYNCING') return;
      this.#tellObjects(session, upTo, false);
      session.phase = 'LIVE';
      const authors = session.form === 'full' ? {} : { authors: this.#numbers.explained() };
      session.line.send({ type: 'ready', seq: this.seq, ...authors });
      if (session.line.role() !== session.role)
        session.line.send({ type: 'role', role: session.line.role() });
      if (this.durable > told) session.line.send({ type: 'durable', seq: this.durable });
      if (this.isStopped !== session.isStopped) this.#tellPersistence(session);
    });
  }

  #later(most: number, run: () => void): void {
    this.#clock.after(this.#random.below(most), () => this.whenAwake(run));
  }

  #tellObjects(session: Session, after: number, isWhole: boolean, goneAfter = after): void {
    const { objects, touched } = this.canvas;
    const lastOf = (id: string) => touched.get(id) ?? 0;
    const told = isWhole
      ? [...objects.keys()]
      : [...touched]
          .filter(([id, seq]) => seq > after || (seq > goneAfter && !objects.has(id)))
          .map(([id]) => id);
    const ids = told.sort((a, b) => lastOf(a) - lastOf(b));
    for (let at = 0; at < ids.length; at += 4) {
      const some = ids.slice(at, at + 4);
      const next = ids[at + 4];
      session.line.send({
        type: 'objects',
        objects: some.flatMap((id) => {
          const props = objects.get(id);
          return props ? [{ id, props }] : [];
        }),
        deleted: some.filter((id) => !objects.has(id)),
        // R8
        ...{ upTo: next === undefined ? this.seq : lastOf(next) - 1, at: this.seq },
      });
    }
  }

  // ---- edits

  #edit(session: Session, edit: NumberedEdit): void {
    const { client } = session.hello as Hello;
    expect(['LIVE', 'LAGGED', 'SYNCING'], 'no edit before ready').toContain(session.phase);
    this.#watch(client, edit);
    expect(edit.edit, 'none below pending is sent').toBeGreaterThanOrEqual(session.hello?.pending ?? 0);
    if (edit.edit <= session.dropped) session.dropped = Infinity;
    const held = this.#ownSeq(client, edit);
    if (held === undefined) {
      const isCopy = session.refused.has(edit.edit) && !this.#hasNoEffect(edit);
      if (isCopy || edit.edit > session.dropped) return;
      if (this.isStopped || session.phase !== 'LIVE') {
        session.dropped = edit.edit;
        return;
      }
    }
    session.lastEdit = Math.max(session.lastEdit ?? 0, edit.edit);
    if (held !== undefined) {
      if (session.phase === 'LIVE') {
        this.#broadcast();
        session.line.send({ type: 'applied', edit: edit.edit, seq: held });
      }
      return;
    }
    const isViewer = session.line.role() === 'viewer';
    const code = isViewer ? this.#forbid(client, edit) : this.#judge(client, edit, session);
    if (code) {
      session.refused.add(edit.edit);
      this.#broadcast();
      session.line.send({
        type: 'refused',
        edit: edit.edit,
        message: `${code} ${edit.edit}`,
        ...refusal(code),
      });
    }
  }

  /** E16: it only uses a number up. */
  #hasNoEffect({ changes }: NumberedEdit): boolean {
    return changes.every(({ op, id }) => op === 'delete' && !this.canvas.objects.has(id));
  }

  /** The event that this very edit became. */
  #ownSeq(client: string, edit: NumberedEdit): number | undefined {
    const isOwn = this.#held.get(`${client} ${edit.edit}`)?.content === contentOf(edit);
    return isOwn ? this.seqOf(client, edit.edit) : undefined;
  }

  /** Somebody who knows the UUID of a client that is not connected uses its next numbers up (E15). */
  squat(client: string, from: number, count: number): void {
    if (!this.isUp || this.isStopped) return;
    if ([...this.sessions].some(({ hello }) => hello?.client === client)) return;
    for (let edit = from; edit < from + count; edit++) {
      const changes = [{ op: 'delete' as const, id: 'of the stranger' }];
      if (this.seqOf(client, edit) === undefined) this.#judge(client, { edit, changes }, undefined);
    }
    this.#broadcast();
  }

  /** So many make one edit each, and do not come back. */
  pass(count: number): void {
    if (!this.isUp || this.isStopped) return;
    const changes = [{ op: 'delete' as const, id: 'of those who pass' }];
    for (; count > 0; count--) {
      this.#judge(this.forms.uuid(), { edit: 1, changes }, undefined);
      if (this.forms.chance(0.3)) this.#broadcast();
    }
    this.#broadcast();
  }

  #judge(client: string, edit: NumberedEdit, by: Session | undefined): Verdict | undefined {
    const key = `${client} ${edit.edit}`;
    if (this.seqOf(client, edit.edit) !== undefined) return 'taken';
    const decided = this.canvas.decide(edit.changes);
    if (typeof decided === 'string') {
      this.refusals.set(key, decided);
      if (!by) this.#contents.delete(key); // what is left of it may come again (E14)
      return decided;
    }
    const seq = this.seq + 1;
    const { group } = edit;
    const event = {
      ...{ seq, at: this.#clock.date, by: 'x', client, edit: edit.edit, changes: decided },
      ...(group !== undefined && { group }),
    };
    this.events.push(event);
    this.canvas.apply(seq, decided);
    this.#seqs.set(key, seq);
    this.#held.set(key, { content: contentOf(edit), overSocket: by !== undefined });
    this.#fresh.push({ event, by });
    return undefined;
  }

  /** A1 */
  #forbid(client: string, { edit }: NumberedEdit): Verdict {
    this.refusals.set(`${client} ${edit}`, 'forbidden');
    return 'forbidden';
  }

  #watch(client: string, sent: NumberedEdit): void {
    if (this.#hasNoEffect(sent)) return;
    const key = `${client} ${sent.edit}`;
    const content = contentOf(sent);
    const first = this.#contents.get(key) ?? content;
    // Storage that fails may hold what an edit was before it was sent; to send that again is better than nothing.
    const isKept = !this.unkept.has(client) && !this.unkept.has(key);
    if (first !== content && isKept) this.violations.push(`${key} is another edit now`);
    this.#contents.set(key, first);
  }

  #broadcast(): void {
    const fresh = this.#fresh;
    this.#fresh = [];
    if (fresh.length === 0) return;
    const events = fresh.map(({ event }) => told(event));
    const frames = this.#numbers.frames(events);
    for (const session of this.sessions) {
      if (session.phase !== 'LIVE') continue;
      const isShort = fresh.every(({ by }) => by === session) && this.#random.chance(0.7);
      const durable = this.#random.chance(0.2) ? { durable: this.durable } : {};
      if (session.form === 'full') {
        session.line.send({ type: 'events', events: isShort ? events.map(short) : events, ...durable });
        continue;
      }
      const form = session.form === 'numbers' ? inNumbers : inColumns;
      for (const frame of frames) {
        const isLast = frame === frames.at(-1);
        session.line.send({ ...form(frame, isShort), ...(isLast && durable) });
      }
    }
  }

  /** What is told of events, in whatever form, is what they are. */
  checkTold(message: ServerMessage | Malformed): void {
    if (message instanceof Malformed) this.violations.push(message.reason);
    else if (message.type === 'events') {
      for (const heard of message.events) {
        const real = told(this.events[heard.seq - 1] as FullEvent);
        const isSo = heard.changes ? inWords(heard) === inWords(real) : heard.edit === real.edit;
        if (!isSo) this.violations.push(`${JSON.stringify(heard)} is told of ${inWords(real)}`);
      }
    }
  }

  // ---- over HTTP

  /** The answer, once durable; undefined when the server did not live to give it. */
  async post(
    client: string,
    edits: readonly NumberedEdit[],
    role: Role = 'owner',
  ): Promise<object | undefined> {
    if (!this.isUp || this.isStopped) return undefined;
    const { epoch } = this;
    const results = edits.map((edit) => {
      this.#watch(client, edit);
      const held = this.#ownSeq(client, edit);
      const isConnected = [...this.sessions].some(({ hello }) => hello?.client === client);
      const judged = () =>
        role === 'viewer' ? this.#forbid(client, edit) : this.#judge(client, edit, undefined);
      const code = held !== undefined ? undefined : isConnected ? 'connected' : judged();
      return code
        ? { edit: edit.edit, refused: { message: code, ...refusal(code) } }
        : { edit: edit.edit, seq: this.seqOf(client, edit.edit) };
    });
    this.#broadcast();
    const seq = Math.max(0, ...results.map((result) => result.seq ?? 0));
    const isDurable =
      seq <= this.durable ||
      (await new Promise<boolean>((answer) => this.#waiters.push({ epoch, seq, answer })));
    return isDurable ? { results, durable: this.durable } : undefined;
  }

  // ---- access

  /** The role at the other end of these lines has become another one (A2). Who is not ready is told it then. */
  roleChanged(isTheirs: (line: Line) => boolean): void {
    for (const { line, phase } of this.sessions) {
      const isReady = phase === 'LIVE' || phase === 'LAGGED';
      if (isReady && isTheirs(line)) line.send({ type: 'role', role: line.role() });
    }
  }

  /** The tokens of these lines end (A4). */
  endTokens(isTheirs: (line: Line) => boolean): void {
    for (const session of this.sessions) {
      if (!isTheirs(session.line)) continue;
      session.line.close(4401);
      this.leave(session);
    }
  }

  // ---- failures

  commit(): void {
    if (!this.isUp || this.isHung || this.isStopped || this.durable === this.seq) return;
    this.durable = this.seq;
    for (const session of this.sessions) {
      if (session.phase === 'LIVE') session.line.send({ type: 'durable', seq: this.durable });
    }
    this.#answer();
  }

  #answer(): void {
    const ready = this.#waiters.filter(({ epoch, seq }) => epoch !== this.epoch || seq <= this.durable);
    this.#waiters = this.#waiters.filter((waiter) => !ready.includes(waiter));
    for (const { epoch, answer } of ready) answer(epoch === this.epoch);
  }

  crash(): void {
    for (const session of this.sessions) session.line.close(1006);
    for (const session of this.sessions) this.leave(session);
    this.isUp = false;
    this.isStopped = false;
    this.wake();
  }

  /** Loads what was durable, in a new epoch. */
  restart(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.events = this.events.slice(0, this.durable);
    this.canvas = new Canvas();
    this.#seqs.clear();
    for (const { seq, client, edit, changes } of this.events) {
      this.canvas.apply(seq, changes);
      this.#seqs.set(`${client} ${edit}`, seq);
    }
    this.#firstOf.set(++this.epoch, this.seq + 1);
    this.#answer();
  }

  /** Another instance goes on with the project: everything is durable, and it has loaded it already (O5). */
  handOver(): void {
    if (!this.isUp || this.isStopped) return;
    this.commit();
    this.#sayGoodbye('moved');
    this.#firstOf.set(++this.epoch, this.seq + 1);
  }

  /** The only instance ends. */
  drain(): void {
    if (!this.isUp || this.isStopped) return;
    this.commit();
    this.#sayGoodbye('draining');
    this.isUp = false;
  }

  #sayGoodbye(reason: 'moved' | 'draining'): void {
    for (const session of this.sessions) {
      session.line.send({ type: 'closing', reason });
      session.line.close(1012);
      this.leave(session);
    }
  }

  /** From now on it accepts, and never answers. */
  hang(): void {
    if (this.isUp) this.isHung = true;
  }

  wake(): void {
    this.isHung = false;
    for (const run of this.#asleep.splice(0)) run();
  }

  /** Runs it now or, where the server hangs, in its turn when it goes on. */
  whenAwake(run: () => void): void {
    if (this.isHung) this.#asleep.push(run);
    else run();
  }

  stop(): void {
    if (!this.isUp) return;
    this.isStopped = true;
    for (const session of this.sessions) if (session.phase === 'LIVE') this.#tellPersistence(session);
  }

  goOn(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.commit();
    for (const session of this.sessions) if (session.phase === 'LIVE') this.#tellPersistence(session);
  }

  #tellPersistence(session: Session): void {
    const { lastEdit } = session;
    const state = this.isStopped ? 'stopped' : 'ok';
    session.isStopped = this.isStopped;
    session.line.send({ type: 'persistence', state, ...(lastEdit !== undefined && { lastEdit }) });
  }

  /** A receiver is slow: no events until it has drained (R6). */
  lag(session: Session): void {
    if (session.phase !== 'LIVE') return;
    session.phase = 'LAGGED';
    session.held = this.seq;
    this.#later(300, () => {
      if (session.phase !== 'LAGGED') return;
      const isSnapshot = this.#random.chance(0.3);
      this.#welcome(session, isSnapshot ? 0 : session.held, isSnapshot, 'lagged');
    });
  }
}

type Verdict = 'not_found' | 'conflict' | 'taken' | 'forbidden';

function refusal(verdict: Verdict | 'connected'): Pick<Refused, 'code' | 'number'> {
  const isOfNumber = verdict === 'taken' || verdict === 'connected';
  return isOfNumber ? { code: 'conflict', number: verdict } : { code: verdict };
}

function contentOf({ group, changes }: NumberedEdit): string {
  return JSON.stringify([group, changes]);
}

function authorOf(client: string): string {
  return `author of ${client}`;
}

/** Without its time, which columns tell of the last one only. */
function inWords({ seq, by, client, edit, group, changes }: FullEvent): string {
  return JSON.stringify([seq, by, client, edit, group, changes.map(inOrder)]);
}

function inOrder(change: Change): string {
  return JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The event as clients are told it: nobody learns another client's UUID (B2). */
function told(event: FullEvent): FullEvent {
  return { ...event, client: authorOf(event.client) };
}
