import type { OutboxStore, SealedEdit } from '../outbox/index.ts';
import type { Timers } from '../ports/timers.ts';
import type { Change } from '../protocol/change.ts';
import { checkGroup } from '../protocol/content.ts';
import type { ClientMessage } from '../protocol/message.ts';
import type { Replica } from '../replica/replica.ts';
import { Alarm } from '../timing/alarm.ts';
import type { Origin } from './events.ts';
import { FlushWaiters } from './flushWaiters.ts';
import { OutboxWriter } from './outboxWriter.ts';
import { SendScheduler } from './sendScheduler.ts';

export interface EditPipelineOptions {
  readonly project: string;
  readonly replica: Replica;
  readonly store: OutboxStore;
  readonly timers: Timers;
  readonly uuid: () => string;
  /** When the last edit that older page loads left was made, in milliseconds since 1970; 0 where there is none. */
  readonly leftAt: () => number;
  /** Milliseconds of quiet after which edits that are not live are sent. */
  readonly interval: number;
  readonly send: (message: ClientMessage) => void;
  /** Objects look different. */
  readonly changed: (ids: ReadonlySet<string>, origin: Origin) => void;
  /** Something may have changed of what is unsettled, kept or set aside. */
  readonly progressed: () => void;
}

export interface PipelineEdit {
  readonly group: string | undefined;
  readonly live: boolean;
  /** Whether more follows, with which it is stored. */
  readonly more?: boolean;
  readonly origin: Origin;
  /** Called between the edit and all that follows from it, if the edit changed anything. */
  readonly record?: () => void;
}

/** What is to be stored with what follows is stored after so long at the latest, in milliseconds. */
export const MORE_WITHIN_MS = 1_000;

/**
 * The way of own edits: into the replica, into the store, onto the wire, and again where E14 says so, until they are
 * settled. Every method that changes the outbox ends with `settle`.
 */
export class EditPipeline {
  readonly #options: EditPipelineOptions;
  readonly #replica: Replica;
  readonly #scheduler: SendScheduler;
  readonly #waiters: FlushWaiters;
  /** Rings when a waiting edit has waited long enough (E14). */
  readonly #reoffer: Alarm;
  /** When it last rang. It does not ring again for what was due by then. */
  #elapsed = -Infinity;
  /** Rings when what is to be stored with what follows has waited long enough. */
  readonly #late: Alarm;
  #writer: OutboxWriter;

  constructor(options: EditPipelineOptions) {
    const { replica, timers, interval, send } = options;
    this.#options = options;
    this.#replica = replica;
    this.#scheduler = new SendScheduler(replica, timers, interval, send);
    this.#waiters = new FlushWaiters(replica.outbox);
    this.#reoffer = new Alarm(timers, () => this.#endWaiting());
    this.#late = new Alarm(timers, () => this.settle());
    this.#writer = this.#newWriter();
  }

  /** Whether this browser keeps what is made. */
  get isKept(): boolean {
    return !this.#writer.isFailing;
  }

  set interval(ms: number) {
    this.#scheduler.interval = ms;
  }

  edit(changes: readonly Change[], { group, live, more = false, origin, record }: PipelineEdit): void {
    if (group !== undefined) checkGroup(group);
    const { timers, uuid, leftAt } = this.#options;
    // Should this page load leave it as well, it is delivered after what is left now, whatever the clock was set to.
    const at = Math.max(timers.date(), leftAt() + 1);
    const changed = this.#replica.edit(changes, { group, newGroup: uuid, at });
    if (changed.size > 0) record?.();
    // Each record is all of an edit: written with each part of it, it is written again and again.
    if (!more) this.#store();
    if (this.#replica.outbox.hasOpen) this.#scheduler.made(live);
    this.changed(changed, origin);
    if (!more) this.settle();
    else {
      if (!this.#late.isSet) this.#late.set(MORE_WITHIN_MS);
      this.#options.progressed();
    }
  }

  changed(ids: ReadonlySet<string>, origin: Origin): void {
    if (ids.size > 0) this.#options.changed(ids, origin);
  }

  /** Stores what is new, sends what may be sent, and tells of the progress. */
  settle(): void {
    this.#store();
    this.#scheduler.pump();
    this.#store();
    this.#setReoffer();
    this.#options.progressed();
    this.#waiters.settle();
  }

  /** What was made is sent now, or as soon as it may be. */
  sendNow(): void {
    if (this.#late.isSet) this.#store();
    this.#scheduler.flush();
  }

  /** Sends what was made so far; resolves once all of it is durable or set aside. */
  flush(): Promise<void> {
    this.sendNow();
    const flushed = this.#waiters.add();
    this.settle();
    return flushed;
  }

  /** Closes the open edit and stores it. */
  seal(): void {
    this.#replica.outbox.seal();
    this.#store();
  }

  /** The page is being left: stores all that is unsettled and sends what it can, also by `sendFinally`. */
  async leave(sendFinally: (edits: readonly SealedEdit[]) => Promise<number[]>): Promise<void> {
    const { outbox, canvas, limits } = this.#replica;
    outbox.sealAsStored(
      (edit) => this.#writer.stored(edit),
      (id) => canvas.below(id),
      limits,
    );
    this.#store();
    const writer = this.#writer; // another one, if the page goes on as another client before it is answered
    const stored = writer.writeNow();
    // There is no time to wait for the store.
    outbox.useUp(this.#options.uuid);
    outbox.kept(outbox.edits('unapplied').map((edit) => edit.stored));
    this.#scheduler.pump();
    outbox.sentBeside();
    const durable = await sendFinally(outbox.edits(this.#replica.isLive ? 'unapplied' : 'unsettled'));
    writer.write(new Map(durable.map((edit) => [edit, undefined])));
    await stored;
  }

  /** For a replica that is lost for good: nothing is sent any longer. What is made until now can still be stored. */
  end(cause: Error): void {
    this.#scheduler.stop();
    this.#reoffer.clear();
    this.#late.clear();
    this.#waiters.fail(cause);
  }

  /** Stores what is not stored yet; resolves to whether the store has all of it. */
  stored(): Promise<boolean> {
    this.#store();
    return this.#writer.writeNow();
  }

  /** Forgets what is unsettled, here and in the store. What is not in the objects stays in the store. */
  async forget(): Promise<void> {
    const { project, store } = this.#options;
    const { client, outbox } = this.#replica;
    await this.stored();
    const waiting = new Set(outbox.waiting.all.map(({ stored }) => stored.edit));
    outbox.leave();
    const kept = await store.read(project, client);
    await store.remove(
      project,
      client,
      kept
        .filter(({ edit, setAside }) => setAside === undefined && !waiting.has(edit))
        .map(({ edit }) => edit),
    );
  }

  /** Stores and sends nothing new until `release`: another tab may have this client's lock. */
  hold(): void {
    this.#writer.wait();
  }

  release(): void {
    this.#writer.goOn();
  }

  /** Goes on as another client, and holds. Resolves once what the last client made is stored, or cannot be. */
  async beginAs(client: string): Promise<void> {
    this.seal();
    const last = this.#writer;
    const changed = this.#replica.beginAs(client);
    this.#writer = this.#newWriter();
    this.hold();
    this.#waiters.fail(new Error('another tab delivers what was made'));
    this.changed(changed, 'remote');
    await last.writeNow();
    last.goOn();
  }

  #newWriter(): OutboxWriter {
    const { project, store, timers } = this.#options;
    const writer = new OutboxWriter({
      ...{ project, store, timers },
      client: this.#replica.client,
      released: (edits) => {
        if (writer === this.#writer) this.#replica.outbox.kept(edits);
        this.settle();
      },
    });
    return writer;
  }

  #store(): void {
    this.#late.clear();
    const { outbox } = this.#replica;
    const records = outbox.records.take();
    if (records.size > 0) this.#writer.write(records);
    outbox.records.written((edit) => this.#writer.isInDoubt(edit));
    if (this.#writer.isFailing) outbox.useUp(this.#options.uuid);
  }

  #setReoffer(): void {
    const now = this.#options.timers.now();
    // Also what is due by now, until the alarm has rung for it: perhaps no message comes that offers it again.
    const later = this.#replica.outbox.waiting.all.flatMap(({ until }) =>
      until !== undefined && until > this.#elapsed ? [until] : [],
    );
    if (later.length > 0 && this.#replica.isLive) this.#reoffer.set(Math.max(0, Math.min(...later) - now));
    else this.#reoffer.clear();
  }

  #endWaiting(): void {
    this.#elapsed = this.#options.timers.now();
    this.changed(this.#replica.elapsed(this.#elapsed), 'remote');
    this.sendNow();
    this.settle();
  }
}
