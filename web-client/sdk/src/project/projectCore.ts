import { bearerSockets, Connection, type End } from '../connection/index.ts';
import { Api } from '../http/index.ts';
import type { Json } from '../protocol/change.ts';
import type { Peer, User } from '../protocol/message.ts';
import { OutboxRecovery } from '../recovery/index.ts';
import type { Replica } from '../replica/replica.ts';
import { type EditingSettings, editingSettings } from '../settings/index.ts';
import { Alarm } from '../timing/alarm.ts';
import { ClientIdentity } from './clientIdentity.ts';
import { ClientLock } from './clientLock.ts';
import { EarlierEdits } from './earlierEdits.ts';
import { EditPipeline } from './editPipeline.ts';
import { EditRecorder } from './editRecorder.ts';
import type { ProjectEvents } from './events.ts';
import { sendFinally } from './finalSend.ts';
import { Introduction } from './introduction.ts';
import { LeftNews } from './leftNews.ts';
import { Listeners } from './listeners.ts';
import { MessageHandler } from './messageHandler.ts';
import { NotEditable, type ProjectOptions } from './options.ts';
import type { Ports } from './ports.ts';
import { PresenceChannel } from './presenceChannel.ts';
import { ProjectNews } from './projectNews.ts';
import { PublishedState } from './publishedState.ts';
import { StandIn } from './standIn.ts';
import { BLINK_MS } from './status.ts';

/** The parts of an open project, put together, and what concerns several of them: its begin, a loss, its end. */
export class ProjectCore {
  readonly id: string;
  readonly replica: Replica;
  readonly listeners = new Listeners<ProjectEvents>();
  readonly state: PublishedState;
  readonly pipeline: EditPipeline;
  readonly recorder: EditRecorder;
  readonly presence: PresenceChannel;
  readonly news: ProjectNews;
  readonly earlier: EarlierEdits;
  readonly #ports: Ports;
  readonly #api: Api;
  readonly #connection: Connection;
  readonly #identity: ClientIdentity;
  readonly #standIn: StandIn;
  readonly #unwatch: () => void;
  /** Rings when the connection has been lost for longer than a blink. */
  readonly #blink: Alarm;
  readonly #introduction: Introduction;
  #settings: EditingSettings;

  constructor(options: ProjectOptions, ports: Ports, replica: Replica) {
    this.id = options.project;
    this.state = new PublishedState(this.listeners, options.viewOnly ?? false);
    this.replica = replica;
    this.#ports = ports;
    this.#settings = editingSettings(options.settings);
    this.#blink = new Alarm(ports.timers, () => this.#away());
    this.#introduction = new Introduction(options.user, ports.timers, () => this.#introduce());
    this.#api = options.api ?? new Api(options, { fetch: ports.fetch });
    this.pipeline = this.#newPipeline();
    this.recorder = this.#newRecorder(options);
    this.news = new ProjectNews(this.listeners, (version) => this.recorder.version(version));
    this.presence = this.#newPresence();
    this.earlier = this.#newEarlierEdits();
    this.#connection = this.#newConnection();
    this.#identity = this.#newIdentity();
    this.#standIn = this.#newStandIn();
    this.#unwatch = this.#watchPage();
    this.listeners.on('status', () => this.recorder.ableChanged());
    void this.#standIn.start();
    this.earlier.start();
    this.#identity.claim();
    this.#connection.start();
  }

  get settings(): EditingSettings {
    return this.#settings;
  }

  configure(settings: Partial<EditingSettings>): void {
    this.#settings = editingSettings(settings, this.#settings);
    this.pipeline.interval = this.#settings.autoSaveInterval;
    this.recorder.configure(this.#settings);
  }

  introduce(user: User): void {
    this.#introduction.change(user);
  }

  checkEditable(): void {
    if (this.state.isClosed) throw new NotEditable('the project is closed');
    if (this.state.status.readOnly) throw new NotEditable('this project may only be looked at');
  }

  /** The page is being left: all that is unsettled is stored and sent, now. */
  leave(): Promise<void> {
    this.recorder.leave();
    const { client } = this.replica;
    return this.pipeline.leave((edits) => sendFinally(this.#ports.timers, this.#api, this.id, client, edits));
  }

  /** Leaves, and releases everything. */
  async close(): Promise<void> {
    const left = this.leave();
    this.#end('closed');
    this.#unwatch();
    this.earlier.stop();
    await left;
    await this.pipeline.stored();
    await this.#identity.release();
  }

  /** What forgets all that is here now, and nothing else. Only of a project that is closed. */
  forgetter(): () => Promise<void> {
    const { left } = this.earlier;
    return async () => {
      await this.pipeline.forget();
      await this.earlier.forget(left);
      // What is still kept was made on top of the picture.
      if ((await this.#ports.outbox.clients(this.id)).length === 0) await this.#standIn.forget();
      this.#publish();
    };
  }

  #lost(end: End | undefined): void {
    this.replica.lost();
    this.presence.lost();
    if (end !== undefined) this.#end(end);
    else this.#reconnecting();
    if (end === undefined) this.#standIn.lost();
    this.pipeline.settle();
  }

  #reconnecting(): void {
    this.state.become({ kind: 'reconnecting' });
    if (!this.state.status.away && !this.#blink.isSet) this.#blink.set(BLINK_MS);
  }

  #live(): void {
    this.#blink.clear();
    this.#standIn.live();
    this.#connection.ready();
    this.earlier.nudge();
    this.#introduction.live();
  }

  #introduce(): void {
    if (this.replica.isLive) this.#connection.reconnectNow();
  }

  #away(): void {
    this.state.become({ away: true });
    this.presence.away();
    this.#standIn.lost();
    this.#publish();
  }

  #end(reason: End | 'closed'): void {
    if (this.state.isClosed) return;
    this.presence.away();
    this.#connection.end();
    this.#standIn.end();
    this.#blink.clear();
    this.#introduction.end();
    this.replica.lost();
    this.presence.stop();
    this.recorder.end();
    this.state.become({ kind: 'closed', reason });
    this.pipeline.end(new NotEditable('the project was closed'));
    this.#publish();
  }

  #publish(): void {
    const work = {
      edits: this.replica.outbox.unsettledSteps + this.earlier.count,
      isStopped: this.replica.isStopped,
      isKept: this.pipeline.isKept,
      isComplete: this.earlier.isComplete,
    };
    this.state.publish(work, [...this.earlier.setAside, ...this.replica.setAside]);
  }

  // ---- how it is put together

  #newPipeline(): EditPipeline {
    const { outbox: store, timers, uuid } = this.#ports;
    return new EditPipeline({
      ...{ store, timers, uuid },
      project: this.id,
      replica: this.replica,
      leftAt: () => this.earlier.leftAt,
      interval: this.#settings.autoSaveInterval,
      send: (message) => this.#connection.send(message),
      changed: (ids, origin) => {
        this.#standIn.changed();
        this.listeners.emit('changed', { ids, origin });
      },
      progressed: () => {
        if (this.replica.outbox.sending.flying.size === 0) this.#connection.answered();
        this.#publish();
      },
    });
  }

  #newRecorder({ parents, groups }: ProjectOptions): EditRecorder {
    const { undo, timers, uuid } = this.#ports;
    return new EditRecorder({
      ...{ parents, groups, timers, uuid },
      project: this.id,
      settings: () => this.#settings,
      objects: () => this.replica.canvas.objects,
      pipeline: this.pipeline,
      store: undo,
      able: () => this.state.status.shown && !this.state.status.readOnly && !this.state.isClosed,
      checkEditable: () => this.checkEditable(),
    });
  }

  #newPresence(): PresenceChannel {
    const send = (state: Json) => {
      if (this.replica.isLive) this.#connection.send({ type: 'presence', state });
      return this.replica.isLive;
    };
    const changed = (peers: ReadonlyMap<string, Peer>) => this.listeners.emit('peers', peers);
    return new PresenceChannel(this.#ports.timers, send, changed);
  }

  #newEarlierEdits(): EarlierEdits {
    const { outbox, locks, timers, random } = this.#ports;
    const recovery = new OutboxRecovery({
      ...{ locks, timers, random },
      project: this.id,
      isOwn: (client) => client === this.replica.client,
      store: outbox,
      send: (...edits) => this.#api.edits(...edits),
      applied: (...edit) => this.replica.earlier.applied(...edit),
    });
    const news = new LeftNews(this.replica, (left) => this.listeners.emit('left', left));
    return new EarlierEdits(recovery, news, () => this.#standIn.earlierChanged());
  }

  #newStandIn(): StandIn {
    const { replica, state, news, pipeline, earlier } = this;
    return new StandIn({
      ...{ replica, state, news, pipeline, earlier },
      project: this.id,
      api: this.#api,
      ports: this.#ports,
      overruled: (theirs) => this.listeners.emit('overruled', theirs),
      absent: (why) => this.#lost(why),
      check: () => this.#connection.check(),
    });
  }

  #newConnection(): Connection {
    const { replica, pipeline, presence, news, state } = this;
    const { timers, random, open } = this.#ports;
    const { origin, token } = this.#api;
    const handler = new MessageHandler({
      ...{ replica, pipeline, presence, news, state, timers },
      user: () => this.#introduction.tell(),
      overruled: (theirs) => this.listeners.emit('overruled', theirs),
      live: () => this.#live(),
      faulty: () => this.#connection.again(),
    });
    return new Connection(
      `${origin.replace(/^http/, 'ws')}/api/projects/${encodeURIComponent(this.id)}/socket`,
      {
        hello: (attempt, inflates) => handler.hello(attempt, inflates),
        received: (message) => handler.received(message),
        blamed: ({ edit, message }) => pipeline.changed(replica.blamed(edit, message), 'remote'),
        lost: (end) => this.#lost(end),
      },
      { timers, random, open: token ? bearerSockets(open, token, this.id) : open },
    );
  }

  #newIdentity(): ClientIdentity {
    const { locks, timers, uuid } = this.#ports;
    return new ClientIdentity({
      replica: this.replica,
      lock: new ClientLock(locks, timers),
      pipeline: this.pipeline,
      earlier: this.earlier,
      uuid,
      isClosed: () => this.state.isClosed,
      reconnect: () => this.#connection.reconnectNow(),
    });
  }

  #watchPage(): () => void {
    return this.#ports.page.watch({
      hidden: () => this.pipeline.sendNow(),
      visible: () => this.#connection.check(),
      leaving: () => void this.leave(),
      restored: () => this.#identity.restored(),
      online: () => this.#connection.check(),
      offline: () => this.#connection.check(),
    });
  }
}
