import type { Absent, Api } from '../http/index.ts';
import { PictureKeeper } from '../pictures/index.ts';
import type { CanvasObject, Props } from '../protocol/change.ts';
import type { Overruled } from '../replica/overruling.ts';
import type { Replica } from '../replica/replica.ts';
import { Alarm } from '../timing/alarm.ts';
import type { EarlierEdits } from './earlierEdits.ts';
import type { EditPipeline } from './editPipeline.ts';
import { Outage } from './outage.ts';
import type { Ports } from './ports.ts';
import type { ProjectNews } from './projectNews.ts';
import type { PublishedState } from './publishedState.ts';

/**
 * How long what this page load has made waits, once it is connected, until what older page loads of this browser have
 * left has been offered to the server, in milliseconds.
 */
export const EARLIER_FIRST_MS = 10_000;

export interface StandInOptions {
  readonly project: string;
  readonly api: Api;
  readonly ports: Pick<Ports, 'pictures' | 'locks' | 'timers'>;
  readonly replica: Replica;
  readonly state: PublishedState;
  readonly news: ProjectNews;
  readonly pipeline: EditPipeline;
  readonly earlier: EarlierEdits;
  /** Others set what older page loads replace. */
  readonly overruled: (theirs: Overruled) => void;
  /** The project does not exist any longer, or not for this person. */
  readonly absent: (why: Absent) => void;
  /** The server can be reached: the next socket need not wait. */
  readonly check: () => void;
}

/**
 * What a person has to look at and to draw on while the server tells nothing: the picture that this browser kept of an
 * earlier visit, or what can be read over HTTP, with what older page loads left laid over it.
 */
export class StandIn {
  readonly #options: StandInOptions;
  readonly #picture: PictureKeeper;
  readonly #outage: Outage;
  /** Rings when what older page loads left is not waited for any longer. */
  readonly #earlierFirst: Alarm;
  /** How often that had been offered when the connection was made. */
  #offers = 0;
  /** Whether it has been waited for in vain, since there was nothing of it the last time. */
  #hasWaited = false;

  constructor(options: StandInOptions) {
    const { project, api, ports, replica, state, news, absent, check } = options;
    this.#options = options;
    this.#picture = new PictureKeeper({
      ...{ project, store: ports.pictures, locks: ports.locks, timers: ports.timers },
      objects: () => replica.canvas.copy,
      about: () => ({ ...news.latest, ...(state.status.role && { role: state.status.role }) }),
    });
    this.#outage = new Outage({
      ...{ project, api, timers: ports.timers, absent, check },
      told: (cause) => state.become({ cause }),
      role: (role) => state.role(role),
      isRead: () => !state.status.synced,
      read: (objects) => this.#show(asMap(objects)),
    });
    this.#earlierFirst = new Alarm(ports.timers, () => this.#sendOwn());
  }

  /** Shows what this browser kept, until the server has told what there is. */
  async start(): Promise<void> {
    const { state, news, earlier } = this.#options;
    const kept = await this.#picture.load();
    if (kept !== undefined && !state.status.synced) {
      news.received(kept.picture);
      // What the server has told meanwhile is newer.
      const { role } = kept.picture;
      if (role !== undefined && state.status.role === undefined) state.role(role);
      this.#show(kept.objects);
    }
    earlier.copied();
  }

  /** Objects have changed. */
  changed(): void {
    if (this.#options.state.status.synced) this.#picture.changed();
  }

  /** A socket is lost, or could not be opened. A blink is not looked into. */
  lost(): void {
    const { away, synced } = this.#options.state.status;
    if (away || !synced) this.#outage.lost();
  }

  /** What was made earlier must not be made over what was made since: it is sent first. */
  live(): void {
    const { replica, earlier } = this.#options;
    this.#outage.live();
    earlier.copied();
    this.#picture.changed(); // also where it is empty
    this.#offers = earlier.offers;
    if (earlier.left.length === 0 || this.#hasWaited) return;
    replica.earlier.await();
    this.#earlierFirst.set(EARLIER_FIRST_MS);
  }

  /** What older page loads left is known, or has changed. */
  earlierChanged(): void {
    const { replica, state, pipeline, earlier } = this.#options;
    if (earlier.left.length > 0) state.become({ shown: true });
    else this.#hasWaited = false;
    if (earlier.left.length === 0 || earlier.offers > this.#offers) replica.earlier.goOn();
    const { changed, overruled } = replica.showEarlier(earlier.left);
    pipeline.changed(changed, 'remote');
    if (overruled) this.#options.overruled(overruled);
    pipeline.settle();
  }

  end(): void {
    this.#outage.end();
    this.#picture.end();
    this.#earlierFirst.clear();
  }

  /** Forgets what this browser kept. */
  forget(): Promise<void> {
    return this.#picture.forget();
  }

  #show(objects: ReadonlyMap<string, Props>): void {
    const { replica, state, pipeline } = this.#options;
    const changed = replica.picture(objects);
    state.become({ shown: true });
    pipeline.changed(changed, 'remote');
    pipeline.settle();
  }

  #sendOwn(): void {
    this.#hasWaited = this.#options.earlier.left.length > 0;
    this.#options.replica.earlier.goOn();
    this.#options.pipeline.settle();
  }
}

function asMap(objects: readonly CanvasObject[]): ReadonlyMap<string, Props> {
  return new Map(objects.map(({ id, props }) => [id, props]));
}
