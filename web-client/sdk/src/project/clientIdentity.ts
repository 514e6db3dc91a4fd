import type { Replica } from '../replica/replica.ts';
import type { ClientLock } from './clientLock.ts';
import type { EarlierEdits } from './earlierEdits.ts';
import type { EditPipeline } from './editPipeline.ts';

export interface ClientIdentityOptions {
  readonly replica: Replica;
  readonly lock: ClientLock;
  readonly pipeline: EditPipeline;
  readonly earlier: EarlierEdits;
  readonly uuid: () => string;
  readonly isClosed: () => boolean;
  /** Connects again, as the client that it is now. */
  readonly reconnect: () => void;
}

/**
 * Which client this page load is. Its edits are stored and sent only while it holds the client's lock: without it,
 * another tab may take the client for one that has ended, and deliver its edits.
 */
export class ClientIdentity {
  readonly #options: ClientIdentityOptions;
  #claimed: Promise<void> = Promise.resolve();

  constructor(options: ClientIdentityOptions) {
    this.#options = options;
  }

  claim(): void {
    this.#claimed = this.#claim();
  }

  /** The page was frozen and may have lost its lock: another tab may be sending its edits, which is harmless (E2). */
  restored(): void {
    const { pipeline, reconnect } = this.#options;
    pipeline.seal();
    pipeline.hold();
    this.#claimed = this.#claimed.then(() => this.#claim());
    reconnect();
  }

  async release(): Promise<void> {
    await this.#claimed;
    this.#options.lock.release();
  }

  async #claim(): Promise<void> {
    const { replica, lock, pipeline, isClosed } = this.#options;
    pipeline.hold();
    while (!(await lock.take(replica.client))) {
      if (isClosed()) return;
      // What is in no store can be delivered by nobody else: then the lock is waited for.
      if ((await pipeline.stored()) && !isClosed()) this.#beginAsAnother();
    }
    pipeline.release();
  }

  /** Another tab has our client: what was made is left to it, and what is made from now on is another client's. */
  #beginAsAnother(): void {
    const { pipeline, earlier, uuid, reconnect } = this.#options;
    earlier.expectMore();
    const stored = pipeline.beginAs(uuid());
    reconnect();
    void stored.then(() => earlier.lookAgain());
  }
}
