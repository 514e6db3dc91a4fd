import type { Locks } from '../ports/locks.ts';
import type { Timers } from '../ports/timers.ts';
import type { Props } from '../protocol/change.ts';
import { bytesOf } from '../protocol/json.ts';
import { Alarm } from '../timing/alarm.ts';
import type { KeptPicture, Picture, PictureStore } from './pictureStore.ts';

/** Time from a change until the picture is kept, in milliseconds. */
export const KEEP_MS = 5_000;

/** Objects that are written, or measured, in one go: more would hold up a drawing hand. */
export const SLICE = 200;

/** Time from one slice that is written to the next, in milliseconds: the hand has most of it. */
export const REST_MS = 25;

/** So many times as long as writing a slice takes is the rest after it, where that is more. */
export const LEAST_REST = 4;

/** Bytes of the objects of a project of which a picture is kept, at most, and of all of them. */
export const MOST_BYTES = 32 << 20;
export const MOST_BYTES_TOGETHER = 128 << 20;

/** Pictures that are kept, at most. */
export const MOST_PICTURES = 50;

export interface PictureSource {
  readonly project: string;
  /** What the server has, as of its last message; another map after each snapshot. */
  readonly objects: () => ReadonlyMap<string, Props>;
  readonly about: () => Pick<Picture, 'title' | 'version' | 'settings' | 'role'>;
}

export interface PictureKeeperOptions extends PictureSource {
  readonly store: PictureStore;
  readonly locks: Locks | undefined;
  readonly timers: Timers;
}

/**
 * Keeps a picture of a project in this browser, so that it can be opened without a server. One tab does so for each
 * project. A picture may be a mixture of a few seconds where a page was killed while it was written; nothing is
 * resumed from it. Storage that fails is not told: what is made is in the outbox, which tells.
 */
export class PictureKeeper {
  readonly #options: PictureKeeperOptions;
  readonly #alarm: Alarm;
  /** What is kept of each object; undefined where that is not known. */
  #kept: Map<string, Props | undefined> | undefined;
  /** UTF-8 bytes of each object, and of all. */
  readonly #sizes = new Map<string, number>();
  #bytes = 0;
  #isOurs = false;
  #isBusy = false;
  #isEnded = false;
  #release: (() => void) | undefined;

  constructor(options: PictureKeeperOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.timers, () => void this.#keep());
  }

  load(): Promise<KeptPicture | undefined> {
    return this.#options.store.load(this.#options.project).catch(() => undefined);
  }

  /** What the server has may have changed. */
  changed(): void {
    if (!this.#alarm.isSet && !this.#isEnded) this.#alarm.set(KEEP_MS);
  }

  /** Keeps no more. */
  end(): void {
    this.#isEnded = true;
    this.#alarm.clear();
    this.#release?.();
  }

  /** Forgets the picture. */
  async forget(): Promise<void> {
    this.end();
    await this.#options.store.remove(this.#options.project).catch(() => undefined);
  }

  async #keep(): Promise<void> {
    if (this.#isBusy) return this.changed();
    this.#isBusy = true;
    try {
      if (await this.#hasLock()) await this.#write();
    } catch {
      this.#kept = undefined; // what is kept is not known
    } finally {
      this.#isBusy = false;
    }
  }

  async #hasLock(): Promise<boolean> {
    const { locks, project } = this.#options;
    if (this.#isOurs || locks === undefined) return true;
    this.#release = await locks.tryHold(`easel:picture:${project}`);
    this.#isOurs = this.#release !== undefined;
    if (this.#isEnded) this.#release?.();
    return this.#isOurs;
  }

  async #write(): Promise<void> {
    const { store, project } = this.#options;
    const ids = await store.ids(project);
    // Another tab may have removed the picture, as there were too many: all of it is written again.
    if (this.#kept?.size !== ids.length) this.#kept = new Map(ids.map((id) => [id, undefined]));
    const objects = new Map(this.#options.objects());
    const changed = [...objects].filter(([id, props]) => this.#kept?.get(id) !== props);
    const gone = [...this.#kept.keys()].filter((id) => !objects.has(id));
    for (const id of gone) this.#measure(id, 0);
    // Before any of it is written: what is too large would only be removed again.
    await this.#inSlices(changed, 0, (slice) => {
      for (const [id, props] of slice) this.#measure(id, bytesOf(props));
    });
    await this.#inSlices(changed, REST_MS, async (slice) => {
      await store.put(project, slice);
      for (const [id, props] of slice) this.#kept?.set(id, props);
    });
    if (this.#isEnded) return;
    if (this.#bytes > MOST_BYTES) return this.#giveUp();
    await this.#finish(gone);
    for (const id of gone) this.#kept.delete(id);
  }

  /** The project is too large. */
  async #giveUp(): Promise<void> {
    this.#kept = undefined;
    await this.forget();
  }

  async #finish(gone: readonly string[]): Promise<void> {
    const { store, project, about, timers } = this.#options;
    const others = (await store.all()).filter((picture) => picture.project !== project);
    if (this.#isEnded) return;
    const bytes = this.#bytes;
    // Whatever the clock is set to, this picture is the latest.
    const at = Math.max(timers.date(), ...others.map((picture) => picture.at + 1));
    await store.finish({ project, ...about(), bytes, at }, gone);
    for (const picture of tooMany(others, bytes)) await store.remove(picture.project);
  }

  #measure(id: string, bytes: number): void {
    this.#bytes += bytes - (this.#sizes.get(id) ?? 0);
    if (bytes === 0) this.#sizes.delete(id);
    else this.#sizes.set(id, bytes);
  }

  /** Slice by slice, with a rest after each, as long as the project may be kept. */
  async #inSlices<T>(all: readonly T[], rest: number, work: (slice: readonly T[]) => unknown): Promise<void> {
    for (let at = 0; at < all.length; at += SLICE) {
      if (this.#isEnded || this.#bytes > MOST_BYTES) return;
      const { timers } = this.#options;
      const began = timers.now();
      await work(all.slice(at, at + SLICE));
      const ms = rest > 0 ? Math.max(rest, LEAST_REST * (timers.now() - began)) : 0;
      await new Promise<void>((resolve) => void timers.set(resolve, ms));
    }
  }
}

/** Those that go, the oldest first, where one of this size is kept as well. */
function tooMany(others: readonly Picture[], size: number): readonly Picture[] {
  const latest = [...others].sort((a, b) => b.at - a.at);
  let bytes = size;
  return latest.filter((picture, place) => {
    bytes += picture.bytes;
    return place + 1 >= MOST_PICTURES || bytes > MOST_BYTES_TOGETHER;
  });
}
