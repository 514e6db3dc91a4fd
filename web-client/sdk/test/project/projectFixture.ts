import type { SocketEvents } from '../../src/connection/index.ts';
import { type Change, openProject, type Ports, type ProjectOptions, type Props } from '../../src/index.ts';
import type { OutboxStore } from '../../src/outbox/index.ts';
import type { PageEvents } from '../../src/ports/page.ts';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.ts';
import type { ClientMessage, ServerMessage } from '../../src/protocol/message.ts';
import { memoryOutbox, memoryPictures, memoryUndo } from '../../src/storage/index.ts';
import { Clock } from '../simulation/clock.ts';

/** A project whose server, storage, page and time are in a test's hands. */
export class ProjectFixture {
  readonly clock = new Clock();
  readonly sent: ClientMessage[] = [];
  readonly posted: { keepalive: boolean; body: { client: string; edits: { edit: number }[] } }[] = [];
  readonly store: OutboxStore;
  readonly kept;
  /** `held`: the store does not answer until `release`. */
  storage: 'well' | 'failing' | 'held' = 'well';
  /** What a request gets. */
  answer: () => Promise<Response> = () => Promise.reject(new TypeError('no answer'));
  page: PageEvents | undefined;
  socket: SocketEvents | undefined;
  seq = 0;
  #held: (() => void)[] = [];
  readonly project;

  constructor(options: Partial<ProjectOptions> = {}, given: Partial<Ports> = {}) {
    this.kept = given.outbox ?? memoryOutbox();
    this.store = this.#guarded(this.kept);
    const ports: Partial<Ports> = {
      timers: this.clock.timers(() => true),
      random: () => 0.5,
      open: (_, __, events) => {
        this.socket = events;
        return {
          send: (text) => void this.sent.push(JSON.parse(text) as ClientMessage),
          close: () => undefined,
        };
      },
      fetch: async (_, init) => {
        if (init?.method !== 'POST') return new Response('{}');
        this.posted.push({ keepalive: init.keepalive === true, body: JSON.parse(String(init.body)) });
        return this.answer();
      },
      undo: memoryUndo(),
      pictures: memoryPictures(),
      locks: undefined,
      page: {
        watch: (events) => {
          this.page = events;
          return () => undefined;
        },
      },
      ...given,
      outbox: this.store,
    };
    this.project = openProject(
      {
        origin: 'http://easel',
        project: '00000000-0000-4000-8000-000000000001',
        user: { name: 'Ada' },
        ...options,
      },
      ports,
    );
  }

  get edits(): Extract<ClientMessage, { type: 'edit' }>[] {
    return this.sent.filter((message) => message.type === 'edit');
  }

  hear(message: ServerMessage): void {
    this.socket?.received(JSON.stringify(message));
  }

  /** The socket opens, and the sync is done. */
  async live(
    objects: Record<string, Props> = {},
    how: { role?: 'owner' | 'viewer'; version?: string } = {},
  ): Promise<void> {
    this.socket?.opened();
    this.welcome(how);
    this.hear({
      type: 'objects',
      objects: Object.entries(objects).map(([id, props]) => ({ id, props })),
      deleted: [],
    });
    this.hear({ type: 'ready', seq: this.seq });
    await this.pass(0);
  }

  /** The first message of a sync. */
  welcome(how: { role?: 'owner' | 'viewer'; version?: string } = {}): void {
    this.hear({
      type: 'welcome',
      session: 's1',
      project: { id: 'p', title: 'T', version: how.version ?? 'v', settings: {} },
      role: how.role ?? 'owner',
      epoch: 1,
      seq: this.seq,
      durable: this.seq,
      applied: [],
      sync: 'snapshot',
      reason: 'first',
      limits: DEFAULT_LIMITS,
      peers: { s1: { user: { name: 'Ada' }, state: null }, s2: { user: { name: 'Bob' }, state: null } },
    });
  }

  /** Own edits come back as events and are durable. */
  async settle(...edits: number[]): Promise<void> {
    for (const edit of edits) this.hear({ type: 'events', events: [{ seq: ++this.seq, edit }] });
    this.hear({ type: 'durable', seq: this.seq });
    await this.pass(0);
  }

  /** Another person's edit. */
  other(change: Change): void {
    const seq = ++this.seq;
    this.hear({
      type: 'events',
      events: [{ seq, client: 'bob', edit: seq, at: 0, by: 'Bob', changes: [change] }],
    });
  }

  async pass(ms: number): Promise<void> {
    const end = this.clock.now + ms;
    do await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.clock.step(end));
  }

  async release(): Promise<void> {
    this.storage = 'well';
    for (const go of this.#held.splice(0)) go();
    await this.pass(0);
  }

  #guarded(store: OutboxStore): OutboxStore {
    const guard = async <T>(run: () => Promise<T>): Promise<T> => {
      await undefined; // no store answers at once
      if (this.storage === 'failing') throw new Error('no storage');
      if (this.storage === 'held') await new Promise<void>((resolve) => this.#held.push(resolve));
      return run();
    };
    return {
      put: (...args) => guard(() => store.put(...args)),
      remove: (...args) => guard(() => store.remove(...args)),
      read: (...args) => guard(() => store.read(...args)),
      clients: (...args) => guard(() => store.clients(...args)),
      count: (...args) => guard(() => store.count(...args)),
      projects: () => guard(() => store.projects()),
    };
  }
}
