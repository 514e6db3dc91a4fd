import { Connection, type End } from '../connection/index.ts';
import { Api, ApiProblem } from '../http/index.ts';
import { Leftover, type SetAside } from '../leftover/index.ts';
import { clientLock } from '../ports/locks.ts';
import type { TimerId } from '../ports/timers.ts';
import type { Change, Json, Props } from '../protocol/change.ts';
import { checkGroup } from '../protocol/content.ts';
import { equal } from '../protocol/equal.ts';
import type { Hello, Peer, ServerMessage, User } from '../protocol/message.ts';
import { type EditingSettings, editingSettings } from '../settings/index.ts';
import { UndoManager } from '../undo/index.ts';
import { sayFarewell } from './farewell.ts';
import { Listeners } from './listeners.ts';
import {
  type EditOptions,
  type Origin,
  type ProjectEvents,
  type SaveState,
  type Status,
  saveStateOf,
} from './model.ts';
import { OutboxKeeper } from './outboxKeeper.ts';
import { Outgoing } from './outgoing.ts';
import type { Ports } from './ports.ts';
import { Presences } from './presences.ts';
import { Replica } from './replica.ts';

/** How long `close()` waits for the last edits to be answered, in milliseconds; the next page load sees to them. */
const FAREWELL_MS = 5_000;

export interface ProjectOptions {
  /** `https://host[:port]` of the server. */
  readonly origin: string;
  /** The project's UUID. */
  readonly project: string;
  readonly user: User;
  readonly settings?: Partial<EditingSettings>;
  readonly token?: string;
  /** The ids an object with these properties hangs on: its frame, say, or the container of a text. */
  readonly parents?: (props: Props) => readonly string[];
}

/** Thrown by edits of a project that is closed, or that may only be looked at. */
export class NotEditable extends Error {
  override readonly name = 'NotEditable';
}

/** How long it may take to learn what older page loads left, in milliseconds: another tab may be at it. */
const LEFTOVER_MS = 1_000;

interface Flush {
  readonly upTo: number;
  readonly done: () => void;
  readonly failed: (cause: Error) => void;
}

/**
 * One project, open in this page: an optimistic document and what keeps it in step with the server. It lives until
 * `close()`, through any number of connections.
 */
export class Project {
  readonly id: string;
  readonly client: string;
  readonly #options: ProjectOptions;
  readonly #ports: Ports;
  readonly #api: Api;
  readonly #replica: Replica;
  readonly #connection: Connection;
  readonly #keeper: OutboxKeeper;
  readonly #outgoing: Outgoing;
  readonly #presences: Presences;
  readonly #leftover: Leftover;
  readonly #listeners = new Listeners<ProjectEvents>();
  readonly #unwatch: () => void;
  readonly #lock: Promise<(() => void) | undefined>;
  #undo: UndoManager | undefined;
  #settings: EditingSettings;
  #news: ProjectEvents['project'] = { title: '', version: '', settings: {} };
  #status: Status = { kind: 'connecting', readOnly: false, synced: false };
  #saveState: SaveState = { kind: 'saving', edits: 0, kept: true };
  #flushes: Flush[] = [];
  #waitTimer: TimerId | undefined;
  #leftoverTimer: TimerId | undefined;
  #isComplete = false;
  #toldAside: readonly SetAside[] = [];

  constructor(options: ProjectOptions, ports: Ports, replica = new Replica(ports.uuid())) {
    const { origin, project, token, settings } = options;
    this.id = project;
    this.client = replica.client;
    this.#options = options;
    this.#ports = ports;
    this.#settings = editingSettings(settings);
    this.#api = new Api({ origin, ...(token !== undefined && { token }) }, { fetch: ports.fetch });
    this.#replica = replica;
    const { timers } = ports;
    this.#connection = new Connection(
      `${new URL(origin).origin.replace(/^http/, 'ws')}/api/projects/${encodeURIComponent(project)}/socket`,
      token,
      {
        hello: (attempt) => this.#hello(attempt),
        received: (message) => this.#received(message),
        blamed: ({ edit, message }) => this.#changed(this.#replica.blamed(edit, message), 'remote'),
        lost: (end) => this.#lost(end),
      },
      { ...ports, exists: () => this.#exists() },
    );
    this.#keeper = new OutboxKeeper({
      store: ports.outbox,
      project,
      client: this.client,
      timers,
      released: (edits) => {
        this.#replica.outbox.kept(edits);
        this.#settle();
      },
    });
    const send = this.#connection.send.bind(this.#connection);
    this.#outgoing = new Outgoing(this.#replica, timers, this.#settings.autoSaveInterval, send);
    this.#presences = new Presences(timers, (state) => {
      if (this.#replica.isLive) send({ type: 'presence', state });
      return this.#replica.isLive;
    });
    this.#lock =
      ports.locks?.hold(clientLock(this.client)).catch(() => undefined) ?? Promise.resolve(undefined);
    this.#leftover = new Leftover({
      ...ports,
      project,
      client: this.client,
      store: ports.outbox,
      send: (...edits) => this.#api.edits(...edits),
    });
    this.#leftover.onChange(() => this.#complete());
    this.#leftoverTimer = timers.set(() => this.#complete(), LEFTOVER_MS);
    void this.#leftover.run();
    this.#unwatch = ports.page.watch({
      hidden: () => this.#outgoing.flush(),
      visible: () => this.#connection.check(),
      leaving: () => this.leave(),
      restored: () => this.#connection.anew(),
      online: () => this.#connection.check(),
      offline: () => this.#connection.check(),
    });
    this.#connection.start();
  }

  // ---- what there is

  /** The document, own pending edits laid over it; a live view. Props keep their identity while unchanged. */
  get objects(): ReadonlyMap<string, Props> {
    return this.#replica.document.objects;
  }

  get title(): string {
    return this.#news.title;
  }

  get status(): Status {
    return this.#status;
  }

  get saveState(): SaveState {
    return this.#saveState;
  }

  get setAside(): readonly SetAside[] {
    return [...this.#leftover.setAside, ...this.#replica.setAside];
  }

  /** The session of this connection, as others see it. */
  get session(): string | undefined {
    return this.#presences.session;
  }

  /** The others who are here, by session. */
  get peers(): ReadonlyMap<string, Peer> {
    return this.#presences.peers;
  }

  get settings(): EditingSettings {
    return this.#settings;
  }

  on<K extends keyof ProjectEvents>(event: K, listener: (event: ProjectEvents[K]) => void): () => void {
    return this.#listeners.on(event, listener);
  }

  // ---- what a person does

  /**
   * Lays changes over the document, and into the outbox. Throws `InvalidChange` for what no server would take,
   * `NotEditable`, and `OutboxFull`; nothing was changed then. A patch of an object that is not there is left out.
   */
  edit(changes: readonly Change[], how: EditOptions = {}): void {
    this.#checkEditable();
    const { history = 'discrete', live = history === 'gesture' } = how;
    if (history === 'none') {
      this.#edit(changes, undefined, live, 'own');
      return;
    }
    const before = new Map(changes.map(({ id }) => [id, this.objects.get(id)]));
    const isBatched = history !== 'discrete';
    this.#edit(changes, isBatched ? this.undo.group : undefined, live, 'own', () => {
      const after = Array.from(before.keys(), (id) => ({ id, props: this.objects.get(id) }));
      for (const [id, props] of before) this.undo.addChange(id, props);
      if (history === 'gesture') this.undo.endChange(after);
      else if (history === 'typing') this.undo.scheduleCommit(after);
      else this.undo.commitBatch(after);
    });
  }

  /** Own steps to take back and do again. */
  get undo(): UndoManager {
    this.#undo ??= new UndoManager({
      project: this.id,
      limit: this.#settings.undoStackLimit,
      delay: this.#settings.autoSaveInterval,
      document: (id) => this.objects.get(id),
      submit: (changes, group) => {
        this.#checkEditable();
        this.#edit(changes, group, true, 'undo');
      },
      flush: () => this.#outgoing.flush(),
      store: this.#ports.undo,
      timers: this.#ports.timers,
      uuid: this.#ports.uuid,
      ...(this.#options.parents && { parents: this.#options.parents }),
      able: () => this.#status.synced && !this.#status.readOnly && this.#status.kind !== 'closed',
    });
    return this.#undo;
  }

  /** Shows others what we do: any JSON of at most 4 KiB. The latest wins. */
  presence(state: Json): void {
    this.#presences.show(state, this.#replica.limits.presence);
  }

  /** Takes settings at once; throws a `RangeError` that says what is out of which bounds. */
  configure(settings: Partial<EditingSettings>): void {
    this.#settings = editingSettings(settings, this.#settings);
    this.#outgoing.interval = this.#settings.autoSaveInterval;
    this.#undo?.configure({ limit: this.#settings.undoStackLimit, delay: this.#settings.autoSaveInterval });
  }

  /** The person has seen it. */
  dismiss(setAside: SetAside): void {
    if (setAside.client === this.client) this.#replica.dismiss(setAside);
    else void this.#leftover.dismiss(setAside).catch(() => undefined); // it is shown again
    this.#settle();
  }

  /** Sends what was made so far; resolves once all of it is durable or refused, rejects when the project is closed. */
  flush(): Promise<void> {
    if (this.#status.kind === 'closed') return Promise.reject(new NotEditable('the project is closed'));
    this.#undo?.commitBatch();
    this.#outgoing.flush();
    const flushed = new Promise<void>((done, failed) => {
      this.#flushes.push({ upTo: this.#replica.outbox.highest, done, failed });
    });
    this.#settle();
    return flushed;
  }

  /** The page is being left, perhaps for ever: all that is unsettled is stored and sent, now. */
  leave(): void {
    void this.#leave();
  }

  /** Leaves, and lets go of everything. Resolves once all is stored, and answered where that does not take long. */
  async close(): Promise<void> {
    if (this.#status.kind === 'closed' && this.#status.reason === 'closed') return;
    const left = this.#leave();
    this.#end('closed');
    this.#unwatch();
    this.#leftover.stop();
    if (this.#leftoverTimer !== undefined) this.#ports.timers.clear(this.#leftoverTimer);
    await left;
    await this.#keeper.keepNow();
    (await this.#lock)?.();
  }

  // ---- the order of things

  #edit(
    changes: readonly Change[],
    group: string | undefined,
    live: boolean,
    origin: Origin,
    record?: () => void,
  ): void {
    if (group !== undefined) checkGroup(group);
    const changed = this.#replica.edit(changes, group, this.#ports.timers.now());
    if (changed.size > 0) record?.();
    this.#store();
    if (this.#replica.outbox.hasOpen) this.#outgoing.made(live);
    this.#changed(changed, origin);
    this.#settle();
  }

  #hello(attempt: number): Hello {
    const { resume, outbox } = this.#replica;
    const { user } = this.#options;
    const pending = outbox.pending;
    return { type: 'hello', client: this.client, attempt, pending, ...(resume && { resume }), user };
  }

  #received(message: ServerMessage): void {
    const heard = this.#replica.receive(message, this.#ports.timers.now());
    if (message.type === 'welcome') this.#welcomed(message);
    if (message.type === 'project') this.#heardNews(message);
    if (message.type === 'presence') {
      this.#presences.heard(message.peers);
      this.#listeners.tell('peers', this.peers);
    }
    if (message.type === 'ready' && heard.fault === undefined) {
      this.#connection.ready();
      this.#become({ kind: 'live', synced: true });
      this.#presences.again();
      this.#outgoing.flush();
      this.#leftover.nudge();
    }
    this.#changed(heard.changed, message.type === 'ready' ? 'sync' : 'remote');
    if (heard.fault !== undefined) this.#connection.again();
    if (message.type === 'refused') this.#outgoing.flush();
    this.#settle();
  }

  #welcomed({ session, peers, project, role }: Extract<ServerMessage, { type: 'welcome' }>): void {
    this.#presences.welcomed(session, peers);
    this.#listeners.tell('peers', this.peers);
    this.#heardNews(project);
    this.#become({ readOnly: role === 'viewer' });
  }

  #heardNews({ title, version, settings }: ProjectEvents['project']): void {
    const last = this.#news;
    this.#news = { title, version, settings };
    if (last.version !== '' && last.version !== version) this.undo.clear();
    if (last.title !== title || last.version !== version || !equal(last.settings, settings)) {
      this.#listeners.tell('project', this.#news);
    }
  }

  #lost(end: End | undefined): void {
    this.#replica.lost();
    this.#presences.lost();
    this.#listeners.tell('peers', this.peers);
    if (end !== undefined) this.#end(end);
    else this.#become({ kind: 'reconnecting' });
    this.#settle();
  }

  /** What follows from any change of the outbox: it is stored, sent, and told of. */
  #settle(): void {
    this.#store();
    this.#outgoing.pump();
    this.#store();
    this.#awaitOffers();
    this.#tellSaveState();
    const { outbox } = this.#replica;
    for (const flush of this.#flushes) if (outbox.isSettledUpTo(flush.upTo)) flush.done();
    this.#flushes = this.#flushes.filter((flush) => !outbox.isSettledUpTo(flush.upTo));
  }

  #store(): void {
    const records = this.#replica.outbox.records.take();
    if (records.size > 0) this.#keeper.keep(records);
  }

  /** Refused edits are offered again for a while only (E14). */
  #awaitOffers(): void {
    const { timers } = this.#ports;
    const now = timers.now();
    const later = this.#replica.outbox.waiting.map(({ until }) => until).filter((until) => until > now);
    const until = Math.min(...later);
    if (this.#waitTimer !== undefined) timers.clear(this.#waitTimer);
    this.#waitTimer = undefined;
    if (until === Infinity || !this.#replica.isLive) return;
    this.#waitTimer = timers.set(() => {
      this.#changed(this.#replica.elapsed(timers.now()), 'remote');
      this.#outgoing.flush();
      this.#settle();
    }, until - now);
  }

  async #leave(): Promise<void> {
    const { outbox } = this.#replica;
    this.#undo?.commitBatch();
    void this.#undo?.keep();
    outbox.freeze();
    this.#store();
    const kept = this.#keeper.keepNow();
    // There is no time to wait for the store.
    outbox.kept(outbox.edits('unapplied').map((edit) => edit.stored));
    this.#outgoing.pump();
    const edits = outbox.edits(this.#replica.isLive ? 'unapplied' : 'unsettled');
    const answered = sayFarewell(this.#api, this.id, this.client, edits).then(
      (durable) => this.#keeper.keep(new Map(durable.map((edit) => [edit, undefined]))),
      () => undefined, // what was not answered is kept
    );
    let timer: TimerId | undefined;
    const late = new Promise<void>((resolve) => {
      timer = this.#ports.timers.set(resolve, FAREWELL_MS);
    });
    await Promise.all([kept, Promise.race([answered, late])]);
    if (timer !== undefined) this.#ports.timers.clear(timer);
  }

  #end(reason: End | 'closed'): void {
    if (this.#status.kind === 'closed') return;
    this.#connection.end();
    this.#replica.lost();
    this.#outgoing.stop();
    this.#presences.stop();
    this.#undo?.cancelScheduledCommit();
    this.#become({ kind: 'closed', reason });
    for (const { failed } of this.#flushes) failed(new NotEditable('the project was closed'));
    this.#flushes = [];
    this.#awaitOffers();
    this.#tellSaveState();
  }

  // ---- telling

  #changed(ids: ReadonlySet<string>, origin: Origin): void {
    if (ids.size > 0) this.#listeners.tell('changed', { ids, origin });
  }

  #become(change: Partial<Status>): void {
    const next = { ...this.#status, ...change };
    if (this.#status.kind === 'closed' || equal({ ...next }, { ...this.#status })) return;
    this.#status = next;
    this.#listeners.tell('status', next);
  }

  /** It is known what older page loads left, or somebody else sees to it. */
  #complete(): void {
    if (this.#leftoverTimer !== undefined) this.#ports.timers.clear(this.#leftoverTimer);
    this.#leftoverTimer = undefined;
    this.#isComplete = true;
    this.#settle();
  }

  #tellSaveState(): void {
    const aside = this.setAside;
    if (aside.length !== this.#toldAside.length || aside.some((one, at) => one !== this.#toldAside[at])) {
      this.#toldAside = aside;
      this.#listeners.tell('setAside', aside);
    }
    const next = saveStateOf({
      status: this.#status,
      edits: this.#replica.outbox.unsettled + this.#leftover.edits,
      isStopped: this.#replica.isStopped,
      isKept: !this.#keeper.isFailing,
      setAside: aside.length,
      isComplete: this.#isComplete,
    });
    if (equal({ ...next }, { ...this.#saveState })) return;
    this.#saveState = next;
    this.#listeners.tell('saveState', next);
  }

  #checkEditable(): void {
    if (this.#status.kind === 'closed') throw new NotEditable('the project is closed');
    if (this.#status.readOnly) throw new NotEditable('this project may only be looked at');
  }

  async #exists(): Promise<boolean> {
    try {
      await this.#api.project(this.id);
      return true;
    } catch (cause) {
      return !(cause instanceof ApiProblem && cause.status === 404);
    }
  }
}
