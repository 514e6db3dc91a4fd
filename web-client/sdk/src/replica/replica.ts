import { CanvasView, Staging } from '../canvas/index.ts';
import { type LeftEdit, Outbox, OutboxFull, type SetAside } from '../outbox/index.ts';
import { Conflict } from '../protocol/apply.ts';
import { type Change, type Props, setTo } from '../protocol/change.ts';
import { DEFAULT_LIMITS, type Limits } from '../protocol/limits.ts';
import type {
  Events,
  FullEvent,
  PartialCopy,
  ServerMessage,
  ShortEvent,
  Welcome,
} from '../protocol/message.ts';
import { EarlierEdits, layers } from './earlierEdits.ts';
import { Overrulings } from './overruling.ts';
import { partsOf } from './parts.ts';
import { type EditHow, fault, NOTHING, type Received } from './received.ts';
import { Refusals } from './refusals.ts';

/**
 * A project as one page load knows it: the canvas, the outbox, and what the server's messages do to both. Pure
 * and synchronous: it neither sends nor stores, and is told the time.
 */
export class Replica {
  readonly outbox = new Outbox();
  readonly earlier = new EarlierEdits();
  /** What this browser has made and the server's copy does not hold. */
  readonly #pending = layers(this.earlier, this.outbox.changes);
  readonly canvas = new CanvasView(this.#pending);
  limits: Limits = DEFAULT_LIMITS;
  #client: string;
  /** By what the server's events know this client. */
  #author: string;
  #refusals: Refusals;
  #phase: 'away' | 'syncing' | 'live' = 'away';
  #persistence: 'ok' | 'degraded' | 'stopped' = 'ok';
  #welcome: Welcome | undefined;
  #staging: Staging | undefined;
  #place: { epoch: number; seq: number } | undefined;
  #isSynced = false;
  /** The copy as it was before the first sync, until what older page loads left is shown. */
  #unsynced: ReadonlyMap<string, Props> | undefined;

  constructor(client: string) {
    this.#client = client;
    this.#author = client;
    this.#refusals = new Refusals(client, this.outbox, this.canvas);
  }

  get client(): string {
    return this.#client;
  }

  /**
   * The event that the server's copy is at; undefined when the next sync must be a snapshot, or goes on with one: then
   * that copy is of no use.
   */
  get resume(): { epoch: number; seq: number } | undefined {
    return this.partial !== undefined && this.#staging?.isSnapshot ? undefined : this.#place;
  }

  /** What is here of a sync that was cut. */
  get partial(): PartialCopy | undefined {
    return this.#staging?.partial;
  }

  get isLive(): boolean {
    return this.#phase === 'live';
  }

  /** Whether the server's journal is full: it takes no edits. */
  get isStopped(): boolean {
    return this.#persistence === 'stopped';
  }

  get maySend(): boolean {
    return this.isLive && !this.isStopped && !this.earlier.areAwaited;
  }

  get setAside(): readonly SetAside[] {
    return this.#refusals.setAside.all;
  }

  // ---- what a person does

  /** Lays changes over the canvas and into the outbox; returns the objects that look different. */
  edit(changes: readonly Change[], how: EditHow): ReadonlySet<string> {
    const { parts, after } = partsOf(changes, this.canvas.objects, this.limits);
    if (parts.length === 0) return NOTHING.changed;
    if (this.outbox.isFull) throw new OutboxFull('too much is unsent to keep more; wait for the server');
    this.outbox.add(parts, how, (id) => this.canvas.below(id), this.limits);
    return this.canvas.showMade(after);
  }

  // ---- what is known before the first sync, and of older page loads

  /** Shows a picture of the project until the first sync; it is no place to resume from. */
  picture(objects: ReadonlyMap<string, Props>): ReadonlySet<string> {
    if (this.#isSynced) return NOTHING.changed;
    return this.canvas.show(this.canvas.take(objects, true));
  }

  /** Shows what older page loads left, which this or another tab delivers. Perhaps the first sync was before. */
  showEarlier(left: readonly LeftEdit[]): Received {
    const touched = this.earlier.show(left, this.isLive);
    const theirs = new Overrulings(this.#unsynced ?? this.canvas.copy, this.earlier);
    for (const id of this.earlier.ids()) theirs.note(id, this.canvas.copy.get(id) ?? {});
    this.#unsynced = undefined;
    return { changed: this.canvas.show(touched), ...theirs.told };
  }

  dismiss(setAside: SetAside): void {
    this.#refusals.setAside.dismiss(setAside);
  }

  // ---- the connection

  /** The socket is closed. What was on the wire is unanswered. */
  lost(): void {
    this.#phase = 'away';
    this.#persistence = 'ok';
    this.#welcome = undefined;
    this.outbox.sendAgain();
  }

  /** The copy is not what the server has: the next sync is a snapshot. */
  forgetPlace(): void {
    this.#place = undefined;
    this.#staging = undefined;
  }

  /** The server closed the socket because of a frame of ours: the edit in it is set aside, if it is known which. */
  blamed(edit: number | undefined, reason: string): ReadonlySet<string> {
    const [first, second] = this.outbox.sending.flying;
    const cause = edit !== undefined ? this.outbox.get(edit) : second ? undefined : first;
    if (cause === undefined) {
      if (first) this.outbox.sending.beCareful();
      return NOTHING.changed;
    }
    if (cause.changes.size === 0) return NOTHING.changed;
    this.#refusals.cannotBeTaken(cause, reason);
    return this.canvas.show(cause.changes.keys());
  }

  /**
   * Goes on as another client. Another tab delivers the edits of the client so far; they come back like those of
   * others. Returns the objects that look different.
   */
  beginAs(client: string): ReadonlySet<string> {
    const ids = new Set(this.outbox.changes.ids());
    this.outbox.leave();
    this.#client = client;
    this.#refusals = new Refusals(client, this.outbox, this.canvas);
    return this.canvas.show(ids);
  }

  /** Time has passed; returns the objects that look different. */
  elapsed(now: number): ReadonlySet<string> {
    return this.#shown(new Set(), now).changed;
  }

  receive(message: ServerMessage, now: number): Received {
    switch (message.type) {
      case 'welcome':
        this.#phase = 'syncing';
        this.#welcome = message;
        this.#author = message.author ?? this.#client;
        if (!this.#goesOn(message)) this.#staging = new Staging(message);
        this.limits = message.limits;
        return NOTHING;
      case 'objects':
        if (this.#phase !== 'syncing') return fault('objects outside a sync');
        this.#staging?.add(message);
        return NOTHING;
      case 'ready':
        return this.#welcome ? this.#ready(this.#welcome, message.seq, now) : fault('ready too early');
      case 'presence':
      case 'project':
      case 'role':
      case 'pong':
      case 'closing':
      case 'error':
        return NOTHING;
      default:
        return this.isLive ? this.#live(message, now) : fault(`${message.type} during a sync`);
    }
  }

  /**
   * Whether the server goes on with the sync of which a part is here (R8). One that does not know how begins a delta
   * again, from the same copy; laid over that part, it is right as well.
   */
  #goesOn({ sync, epoch }: Welcome): boolean {
    return sync === 'delta' && this.partial?.epoch === epoch;
  }

  #ready(welcome: Welcome, seq: number, now: number): Received {
    if (welcome.durable > welcome.seq || seq < welcome.seq) {
      this.#staging = undefined;
      return fault('a sync that runs backwards');
    }
    this.#welcome = undefined;
    this.#phase = 'live';
    if (!this.#isSynced && !this.earlier.areKnown) this.#unsynced = this.canvas.copy;
    this.#isSynced = true;
    this.#place = { epoch: welcome.epoch, seq };
    const pending = new Set(this.#pending.ids());
    const theirs = this.#overrulings().remember();
    const refused = this.#refusals.unheard(welcome);
    this.outbox.synced(welcome, seq);
    for (const [edit, left] of refused) this.outbox.wait(edit, left);
    this.outbox.waiting.restart(now);
    const { objects = new Map<string, Props | undefined>(), isSnapshot = true } = this.#staging ?? {};
    for (const id of pending) theirs.note(id, objects.get(id) ?? {});
    const touched = this.canvas.take(objects, isSnapshot);
    this.#staging = undefined;
    for (const id of [...pending, ...this.earlier.synced(seq)]) touched.add(id);
    return { ...this.#shown(touched, now), ...theirs.told };
  }

  #live(
    message: Extract<ServerMessage, { type: 'events' | 'applied' | 'refused' | 'durable' | 'persistence' }>,
    now: number,
  ): Received {
    switch (message.type) {
      case 'events':
        return this.#events(message, now);
      case 'applied': {
        const touched = new Set(this.outbox.get(message.edit)?.changes.keys());
        this.outbox.applied(message.edit, message.seq);
        return this.#shown(touched, now);
      }
      case 'refused':
        return this.#shown(this.#refusals.refused(message, now), now);
      case 'durable':
        return this.#durable(message.seq) ?? NOTHING;
      case 'persistence':
        if (message.state === 'ok' && this.isStopped) this.outbox.sendAgain();
        this.#persistence = message.state;
        return NOTHING;
    }
  }

  #events({ events, durable }: Events, now: number): Received {
    const touched = new Set<string>();
    const theirs = this.#overrulings();
    for (const event of events) {
      const problem = this.#event(event, touched, theirs);
      if (problem) return { changed: this.canvas.show(touched), fault: problem };
    }
    const ahead = durable === undefined ? undefined : this.#durable(durable);
    return {
      ...this.#shown(touched, now),
      ...theirs.told,
      ...(ahead?.fault !== undefined && { fault: ahead.fault }),
    };
  }

  #overrulings(): Overrulings {
    return new Overrulings(this.canvas.copy, this.#pending);
  }

  /** Applies an event; returns what is wrong with it, if anything. */
  #event(event: FullEvent | ShortEvent, touched: Set<string>, theirs: Overrulings): string | undefined {
    if (!this.#place || event.seq !== this.#place.seq + 1) return `event ${event.seq} does not follow`;
    const isOwn = event.changes === undefined || event.client === this.#author;
    const own = isOwn ? this.outbox.get(event.edit) : undefined;
    const changes = event.changes ?? (own?.seq === undefined ? own?.stored.changes : undefined);
    if (!changes) return `event ${event.seq} is edit ${event.edit}, which is not known here`;
    for (const id of own?.changes.keys() ?? []) touched.add(id);
    if (!isOwn && !this.earlier.has(event.edit, changes))
      for (const change of changes) theirs.note(change.id, setTo(change));
    const problem = this.canvas.apply(changes, touched);
    if (problem instanceof Conflict) {
      this.forgetPlace();
      return problem.message;
    }
    this.#place = { epoch: this.#place.epoch, seq: event.seq };
    // What uses a number up has no changes (E16).
    if (isOwn && event.changes && event.changes.length > 0) this.outbox.waiting.made(event.edit);
    if (isOwn) this.outbox.applied(event.edit, event.seq);
    this.outbox.copied(event.seq);
    for (const id of this.earlier.copied(event.seq)) touched.add(id);
    return undefined;
  }

  #durable(seq: number): Received | undefined {
    if (seq > (this.#place?.seq ?? 0)) return fault(`durable ${seq} is ahead of the events`);
    this.outbox.durable(seq);
    return undefined;
  }

  /** Shows these objects, and what is offered again. */
  #shown(touched: Set<string>, now: number): Received {
    if (this.isLive) this.#refusals.offerAgain(touched, now, this.limits);
    return { changed: this.canvas.show(touched) };
  }
}
