import type { SetAside } from '../outbox/index.ts';
import type { Change, Json, Props } from '../protocol/change.ts';
import type { Limits } from '../protocol/limits.ts';
import type { Peer, User } from '../protocol/message.ts';
import { Replica } from '../replica/replica.ts';
import type { EditingSettings } from '../settings/index.ts';
import type { UndoManager } from '../undo/index.ts';
import type { ProjectEvents } from './events.ts';
import { type EditOptions, NotEditable, type ProjectOptions } from './options.ts';
import type { Ports } from './ports.ts';
import { ProjectCore } from './projectCore.ts';
import type { SaveState } from './saveState.ts';
import type { Status } from './status.ts';

/**
 * One project, open in this page: its objects with own edits laid over them, and all that keeps them the same as the
 * server's. It lives until `close()`, over any number of connections.
 */
export class Project {
  readonly #core: ProjectCore;

  constructor(options: ProjectOptions, ports: Ports, replica = new Replica(ports.uuid())) {
    this.#core = new ProjectCore(options, ports, replica);
  }

  // ---- what there is

  get id(): string {
    return this.#core.id;
  }

  /** The client of this page load; another one if, while the page was frozen, another tab took over the first. */
  get client(): string {
    return this.#core.replica.client;
  }

  /** The objects, own pending edits laid over them; a live view. Props keep their identity while unchanged. */
  get objects(): ReadonlyMap<string, Props> {
    return this.#core.replica.canvas.objects;
  }

  get title(): string {
    return this.#core.news.title;
  }

  /** The id of the active version; empty until the server has told it. `project` tells when it was switched. */
  get version(): string {
    return this.#core.news.version;
  }

  /** Other programs keep things there as well: whoever changes them keeps what they do not know. */
  get projectSettings(): Props {
    return this.#core.news.settings;
  }

  get status(): Status {
    return this.#core.state.status;
  }

  get saveState(): SaveState {
    return this.#core.state.saveState;
  }

  get setAside(): readonly SetAside[] {
    return this.#core.state.setAside;
  }

  /** The session of this connection, as peers see it. */
  get session(): string | undefined {
    return this.#core.presence.session;
  }

  /** The other sessions in the project; of a crowd, those that are known (B11). */
  get peers(): ReadonlyMap<string, Peer> {
    return this.#core.presence.peers;
  }

  /** How many sessions are in the project, this one included. They change together with `peers`. */
  get here(): number {
    return this.#core.presence.here;
  }

  get settings(): EditingSettings {
    return this.#core.settings;
  }

  /** What the server takes at most; those of a server with default settings until it has told its own. */
  get limits(): Limits {
    return this.#core.replica.limits;
  }

  /** Calls the listener at each such event; returns what ends that. */
  on<K extends keyof ProjectEvents>(event: K, listener: (event: ProjectEvents[K]) => void): () => void {
    return this.#core.listeners.on(event, listener);
  }

  // ---- what a person does

  /**
   * Lays changes over the objects and puts them into the outbox: all of them, as one step of undo, or none. Throws
   * `InvalidChange` for what no server would take, `NotEditable`, or `OutboxFull`. A patch of an object that is not
   * there is left out.
   */
  edit(changes: readonly Change[], how: EditOptions = {}): void {
    this.#core.checkEditable();
    this.#core.recorder.edit(changes, how);
  }

  /** Own steps, to be undone and redone. */
  get undo(): UndoManager {
    return this.#core.recorder.undo;
  }

  /** Shows peers what we do: any JSON of at most 4 KiB. The latest wins. */
  presence(state: Json): void {
    this.#core.presence.show(state, this.#core.replica.limits.presence);
  }

  /**
   * Others know this client, and its edits from now on, by this name and colour: within half a second, or as soon as
   * there is a connection.
   */
  introduce(user: User): void {
    this.#core.introduce(user);
  }

  /** Takes settings at once; throws a `RangeError` that says what is out of which bounds. */
  configure(settings: Partial<EditingSettings>): void {
    this.#core.configure(settings);
  }

  /** The person has seen it: it is forgotten. */
  dismiss(setAside: SetAside): void {
    const { replica, earlier, pipeline } = this.#core;
    if (setAside.client === replica.client) replica.dismiss(setAside);
    else earlier.dismiss(setAside);
    pipeline.settle();
  }

  /** Sends what was made so far; resolves once all of it is durable or set aside, rejects if the project is closed. */
  flush(): Promise<void> {
    const { state, recorder, pipeline } = this.#core;
    if (state.isClosed) return Promise.reject(new NotEditable('the project is closed'));
    recorder.commitBatch();
    return pipeline.flush();
  }

  /**
   * For a person who takes what is here elsewhere, as the server does not have the project any longer: returns what
   * forgets all that `objects` shows now, to be called once that is done. What this browser keeps beyond it stays: what
   * was set aside, and what other page loads have left that is not shown here. Throws for a project that is not closed.
   */
  forgetter(): () => Promise<void> {
    if (!this.#core.state.isClosed) throw new Error('the project is open');
    return this.#core.forgetter();
  }

  /** The page is being left, perhaps for good: all that is unsettled is stored and sent, now. */
  leave(): void {
    void this.#core.leave();
  }

  /** Leaves, and releases everything. Resolves once all is stored, and answered where that does not take long. */
  async close(): Promise<void> {
    if (this.status.reason !== 'closed') await this.#core.close();
  }
}
