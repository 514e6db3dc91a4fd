import { Connection, type End } from '../connection/index.ts';
import { Api, ApiProblem } from '../http/index.ts';
import type { SetAside } from '../outbox/index.ts';
import type { Change, Json, Props } from '../protocol/change.ts';
import { checkGroup } from '../protocol/content.ts';
import { equal } from '../protocol/equal.ts';
import type { Hello, Peer, ServerMessage } from '../protocol/message.ts';
import { OutboxRecovery } from '../recovery/index.ts';
import { Replica } from '../replica/replica.ts';
import { type EditingSettings, editingSettings } from '../settings/index.ts';
import { Alarm } from '../timing/alarm.ts';
import { UndoManager } from '../undo/index.ts';
import { ClientLock } from './clientLock.ts';
import { sendFinally } from './finalSend.ts';
import { FlushWaiters } from './flushWaiters.ts';
import { Listeners } from './listeners.ts';
import {
  type EditOptions,
  NotEditable,
  type Origin,
  type ProjectEvents,
  type ProjectOptions,
  type SaveState,
  type Status,
} from './model.ts';
import { OutboxWriter } from './outboxWriter.ts';
import type { Ports } from './ports.ts';
import { PresenceChannel } from './presenceChannel.ts';
import { PublishedState } from './publishedState.ts';
import { SendScheduler } from './sendScheduler.ts';

/** How long it is waited for the turn to look at what older page loads left, in milliseconds; then another tab is at it. */
const LEFTOVER_MS = 1_000;

/**
 * One project, open in this page: an optimistic document and what keeps it in step with the server. It lives until
 * `close()`, through any number of connections.
 */
export class Project {
  readonly id: string;
  readonly #options: ProjectOptions;
  readonly #ports: Ports;
  readonly #api: Api;
  readonly #replica: Replica;
  readonly #connection: Connection;
  #keeper: OutboxWriter;
  readonly #outgoing: SendScheduler;
  readonly #presences: PresenceChannel;
  readonly #recovery: OutboxRecovery;
  readonly #listeners = new Listeners<ProjectEvents>();
  readonly #state = new PublishedState(this.#listeners);
  readonly #flushes: FlushWaiters;
  /** When edits that wait to be offered again have waited long enough (E14). */
  readonly #offers: Alarm;
  readonly #leftoverKnown: Alarm;
  readonly #unwatch: () => void;
  readonly #lock: ClientLock;
  #claimed: Promise<void>;
  #undo: UndoManager | undefined;
  #settings: EditingSettings;
  #news: ProjectEvents['project'] = { title: '', version: '', settings: {} };
  #isComplete = false;

  constructor(options: ProjectOptions, ports: Ports, replica = new Replica(ports.uuid())) {
    const { origin, project, token, settings } = options;
    this.id = project;
    this.#options = options;
    this.#ports = ports;
    this.#settings = editingSettings(settings);
    this.#api = new Api({ origin, ...(token !== undefined && { token }) }, { fetch: ports.fetch });
    this.#replica = replica;
    this.#flushes = new FlushWaiters(replica.outbox);
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
    this.#keeper = this.#newKeeper();
    const send = this.#connection.send.bind(this.#connection);
    this.#outgoing = new SendScheduler(this.#replica, timers, this.#settings.autoSaveInterval, send);
    this.#presences = new PresenceChannel(timers, (state) => {
      if (this.#replica.isLive) send({ type: 'presence', state });
      return this.#replica.isLive;
    });
    this.#recovery = new OutboxRecovery({
      ...ports,
      project,
      isOwn: (client) => client === this.client,
      store: ports.outbox,
      send: (...edits) => this.#api.edits(...edits),
    });
    this.#recovery.onChange(() => (this.#recovery.isKnown ? this.#complete() : this.#settle()));
    this.#leftoverKnown = new Alarm(timers, () => {
      if (!this.#recovery.isOurs) this.#complete();
    });
    this.#leftoverKnown.set(LEFTOVER_MS);
    this.#offers = new Alarm(timers, () => this.#endOffers());
    void this.#recovery.run();
    this.#lock = new ClientLock(ports.locks, timers);
    this.#claimed = this.#claim();
    this.#unwatch = ports.page.watch({
      hidden: () => this.#outgoing.flush(),
      visible: () => this.#connection.check(),
      leaving: () => this.leave(),
      restored: () => this.#restored(),
      online: () => this.#connection.check(),
      offline: () => this.#connection.check(),
    });
    this.#connection.start();
  }

  // ---- what there is

  /** The client of this page load; another one after a return from where it was frozen, if the first was taken over. */
  get client(): string {
    return this.#replica.client;
  }

  /** The document, own pending edits laid over it; a live view. Props keep their identity while unchanged. */
  get objects(): ReadonlyMap<string, Props> {
    return this.#replica.canvas.objects;
  }

  get title(): string {
    return this.#news.title;
  }

  get status(): Status {
    return this.#state.status;
  }

  get saveState(): SaveState {
    return this.#state.saveState;
  }

  get setAside(): readonly SetAside[] {
    return this.#state.setAside;
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
    const before = new Map(changes.map(({ id }) => [id, this.objects.get(id)]));
    if (history === 'none') {
      const amendments = () =>
        Array.from(before, ([id, props]) => ({ id, before: props, after: this.objects.get(id) }));
      this.#edit(changes, undefined, live, 'own', () => this.undo.amend(amendments()));
      return;
    }
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
      objectOf: (id) => this.objects.get(id),
      objects: () => this.objects,
      submit: (changes, group) => {
        this.#checkEditable();
        this.#edit(changes, group, true, 'undo');
      },
      flush: () => this.#outgoing.flush(),
      store: this.#ports.undo,
      timers: this.#ports.timers,
      uuid: this.#ports.uuid,
      ...(this.#options.parents && { parents: this.#options.parents }),
      able: () => this.status.synced && !this.status.readOnly && !this.#state.isClosed,
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
    else void this.#recovery.dismiss(setAside).catch(() => undefined); // it is shown again
    this.#settle();
  }

  /** Sends what was made so far; resolves once all of it is durable or refused, rejects when the project is closed. */
  flush(): Promise<void> {
    if (this.#state.isClosed) return Promise.reject(new NotEditable('the project is closed'));
    this.#undo?.commitBatch();
    this.#outgoing.flush();
    const flushed = this.#flushes.add();
    this.#settle();
    return flushed;
  }

  /** The page is being left, perhaps for ever: all that is unsettled is stored and sent, now. */
  leave(): void {
    void this.#leave();
  }

  /** Leaves, and lets go of everything. Resolves once all is stored, and answered where that does not take long. */
  async close(): Promise<void> {
    if (this.status.reason === 'closed') return;
    const left = this.#leave();
    this.#end('closed');
    this.#unwatch();
    this.#recovery.stop();
    this.#leftoverKnown.clear();
    await left;
    await this.#keeper.keepNow();
    await this.#claimed;
    this.#lock.end();
  }

  // ---- whose the edits are

  #newKeeper(): OutboxWriter {
    const keeper = new OutboxWriter({
      store: this.#ports.outbox,
      project: this.id,
      client: this.client,
      timers: this.#ports.timers,
      released: (edits) => {
        if (keeper === this.#keeper) this.#replica.outbox.kept(edits);
        this.#settle();
      },
    });
    return keeper;
  }

  /** The page was frozen, and its lock may be lost: another tab may be sending what it left. Sealed edits may be sent twice. */
  #restored(): void {
    this.#replica.outbox.seal();
    this.#store();
    this.#keeper.wait();
    this.#claimed = this.#claimed.then(() => this.#claim());
    this.#connection.anew();
  }

  /** Nothing is kept, and so nothing sent, before no other tab can take this client for one that has ended. */
  async #claim(): Promise<void> {
    this.#keeper.wait();
    while (!(await this.#lock.take(this.client))) {
      if (this.#state.isClosed) return;
      // What is in no store is nobody else's, and would be lost: then the lock is waited for.
      if (!this.#keeper.isFailing) this.#beginAnew();
    }
    this.#keeper.goOn();
  }

  /** Another tab has our client: what was made is left to it, and what is made from now on is another client's. */
  #beginAnew(): void {
    this.#replica.outbox.seal();
    this.#store();
    const left = this.#keeper;
    const changed = this.#replica.beginAs(this.#ports.uuid());
    this.#keeper = this.#newKeeper();
    this.#keeper.wait();
    this.#isComplete = false;
    this.#leftoverKnown.clear();
    this.#flushes.fail(new Error('another tab delivers what was made'));
    this.#changed(changed, 'remote');
    this.#connection.anew();
    void left.keepNow().then(() => {
      left.goOn();
      this.#recovery.again();
      this.#leftoverKnown.set(LEFTOVER_MS);
    });
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
      this.#state.become({ kind: 'live', synced: true });
      this.#presences.again();
      this.#outgoing.flush();
      this.#recovery.nudge();
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
    this.#state.become({ readOnly: role === 'viewer' });
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
    else this.#state.become({ kind: 'reconnecting' });
    this.#settle();
  }

  /** What follows from any change of the outbox: it is stored, sent, and told of. */
  #settle(): void {
    this.#store();
    this.#outgoing.pump();
    this.#store();
    this.#awaitOffers();
    this.#tellWork();
    this.#flushes.settle();
  }

  #store(): void {
    const records = this.#replica.outbox.records.take();
    if (records.size > 0) this.#keeper.keep(records);
  }

  #awaitOffers(): void {
    const now = this.#ports.timers.now();
    const later = this.#replica.outbox.waiting.map(({ until }) => until).filter((until) => until > now);
    if (later.length > 0 && this.#replica.isLive) this.#offers.set(Math.min(...later) - now);
    else this.#offers.clear();
  }

  #endOffers(): void {
    this.#changed(this.#replica.elapsed(this.#ports.timers.now()), 'remote');
    this.#outgoing.flush();
    this.#settle();
  }

  async #leave(): Promise<void> {
    const { outbox } = this.#replica;
    this.#undo?.commitBatch();
    void this.#undo?.keep();
    outbox.seal();
    this.#store();
    const kept = this.#keeper.keepNow();
    // There is no time to wait for the store.
    outbox.kept(outbox.edits('unapplied').map((edit) => edit.stored));
    this.#outgoing.pump();
    const edits = outbox.edits(this.#replica.isLive ? 'unapplied' : 'unsettled');
    const durable = await sendFinally(this.#ports.timers, this.#api, this.id, this.client, edits);
    this.#keeper.keep(new Map(durable.map((edit) => [edit, undefined])));
    await kept;
  }

  #end(reason: End | 'closed'): void {
    if (this.#state.isClosed) return;
    this.#connection.end();
    this.#replica.lost();
    this.#outgoing.stop();
    this.#presences.stop();
    this.#undo?.cancelScheduledCommit();
    this.#state.become({ kind: 'closed', reason });
    this.#flushes.fail(new NotEditable('the project was closed'));
    this.#offers.clear();
    this.#tellWork();
  }

  // ---- telling

  #changed(ids: ReadonlySet<string>, origin: Origin): void {
    if (ids.size > 0) this.#listeners.tell('changed', { ids, origin });
  }

  /** It is known what older page loads left, or somebody else sees to it. */
  #complete(): void {
    this.#leftoverKnown.clear();
    this.#isComplete = true;
    this.#settle();
  }

  #tellWork(): void {
    const work = {
      edits: this.#replica.outbox.unsettled + this.#recovery.edits,
      isStopped: this.#replica.isStopped,
      isKept: !this.#keeper.isFailing,
      isComplete: this.#isComplete,
    };
    this.#state.tell(work, [...this.#recovery.setAside, ...this.#replica.setAside]);
  }

  #checkEditable(): void {
    if (this.#state.isClosed) throw new NotEditable('the project is closed');
    if (this.status.readOnly) throw new NotEditable('this project may only be looked at');
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
