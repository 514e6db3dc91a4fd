import { type Locks, memoryLocks, type Release } from './locks.ts';
import type { Timers } from './timers.ts';

/** How long a lock's holder has to say so, in milliseconds. Tabs that wait for a lock must wait for longer. */
export const ANSWER_MS = 500;

/** A holder that was closed says nothing: who waits for its lock asks again after this time, in milliseconds. */
export const AGAIN_MS = 2_000;

/** What tabs say to each other about locks. `claim` is the name of one try to take a lock, or of one question. */
export type LockMessage =
  | { readonly type: 'claim'; readonly lock: string; readonly claim: string }
  | { readonly type: 'ask'; readonly lock: string; readonly claim: string }
  | { readonly type: 'held'; readonly claim: string }
  | { readonly type: 'free'; readonly lock: string };

/** Carries messages to all other tabs of this browser that have one. */
export interface LockChannel {
  post(message: LockMessage): void;
  listen(heard: (message: LockMessage) => void): void;
}

interface Claim {
  readonly claim: string;
  readonly lost: () => void;
}

/**
 * Locks for pages without Web Locks, which are those that came over plain HTTP from another host. Who wants a lock asks
 * all tabs, and has it when none says within `ANSWER_MS` that it holds the lock, or wants it, too, and comes first. A
 * tab that was closed, frozen or left holds nothing any longer, as it does not answer. So it is for one that does not
 * run for longer than that: then two may hold a lock. That is harmless where these are used: edits that two tabs send
 * are made once (E2), and those of a connected client are its own to send (E15).
 */
export function channelLocks(channel: LockChannel, timers: Timers, uuid: () => string): Locks {
  return new ChannelLocks(channel, timers, uuid);
}

class ChannelLocks implements Locks {
  readonly #channel: LockChannel;
  readonly #timers: Timers;
  readonly #uuid: () => string;
  /** Among those of this page: one at a time asks the other tabs. */
  readonly #here = memoryLocks();
  readonly #held = new Set<string>();
  readonly #claims = new Map<string, Claim>();
  /** Questions that wait for an answer, by their names. */
  readonly #asked = new Map<string, () => void>();
  readonly #waiting = new Map<string, () => void>();

  constructor(channel: LockChannel, timers: Timers, uuid: () => string) {
    this.#channel = channel;
    this.#timers = timers;
    this.#uuid = uuid;
    channel.listen((message) => this.#heard(message));
  }

  async tryHold(name: string): Promise<Release | undefined> {
    const here = await this.#here.tryHold(name);
    if (here === undefined) return undefined;
    if (await this.#claim(name)) return this.#take(name, here);
    here();
    return undefined;
  }

  async isHeld(name: string): Promise<boolean> {
    if (this.#held.has(name)) return true;
    // A tab with an older version takes it for a claim: one that comes last.
    const claim = `~${this.#uuid()}`;
    const isHeld = await new Promise<boolean>((resolve) => {
      const timer = this.#timers.set(() => resolve(false), ANSWER_MS);
      this.#asked.set(claim, () => {
        this.#timers.clear(timer);
        resolve(true);
      });
      this.#channel.post({ type: 'ask', lock: name, claim });
    });
    this.#asked.delete(claim);
    return isHeld;
  }

  async hold(name: string, signal?: AbortSignal): Promise<Release> {
    const here = await this.#here.hold(name, signal);
    try {
      while (!(await this.#claim(name, signal))) await this.#free(name, signal);
      return this.#take(name, here);
    } catch (cause) {
      here();
      throw cause;
    }
  }

  #take(name: string, here: Release): Release {
    let isHeld = true;
    this.#held.add(name);
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#held.delete(name);
      this.#channel.post({ type: 'free', lock: name });
      here();
    };
  }

  /** Resolves to whether no other tab has the lock, or comes before us. */
  async #claim(lock: string, signal?: AbortSignal): Promise<boolean> {
    signal?.throwIfAborted();
    const claim = this.#uuid();
    let lost = (): void => undefined;
    const isOurs = await new Promise<boolean>((resolve) => {
      const timer = this.#timers.set(() => resolve(true), ANSWER_MS);
      lost = () => {
        this.#timers.clear(timer);
        resolve(false);
      };
      this.#claims.set(lock, { claim, lost });
      signal?.addEventListener('abort', lost);
      this.#channel.post({ type: 'claim', lock, claim });
    });
    signal?.removeEventListener('abort', lost);
    this.#claims.delete(lock);
    signal?.throwIfAborted();
    return isOurs;
  }

  /** Resolves when the lock may be free. */
  async #free(lock: string, signal?: AbortSignal): Promise<void> {
    let wake = (): void => undefined;
    await new Promise<void>((resolve) => {
      const timer = this.#timers.set(() => wake(), AGAIN_MS);
      wake = () => {
        this.#timers.clear(timer);
        resolve();
      };
      this.#waiting.set(lock, wake);
      signal?.addEventListener('abort', wake);
    });
    signal?.removeEventListener('abort', wake);
    this.#waiting.delete(lock);
    signal?.throwIfAborted();
  }

  #heard(message: LockMessage): void {
    if (message.type === 'free') this.#waiting.get(message.lock)?.();
    else if (message.type === 'held') {
      for (const { claim, lost } of this.#claims.values()) if (claim === message.claim) lost();
      this.#asked.get(message.claim)?.();
    } else if (message.type === 'ask') {
      if (this.#held.has(message.lock)) this.#channel.post({ type: 'held', claim: message.claim });
    } else this.#claimed(message.lock, message.claim);
  }

  #claimed(lock: string, claim: string): void {
    const own = this.#claims.get(lock);
    if (this.#held.has(lock) || (own !== undefined && own.claim < claim)) {
      this.#channel.post({ type: 'held', claim });
    } else own?.lost();
  }
}

/** The browser's channel of this name; `undefined` where it has none. */
export function browserChannel(name: string): LockChannel | undefined {
  if (globalThis.BroadcastChannel === undefined) return undefined;
  const channel = new globalThis.BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (heard) => {
      channel.onmessage = ({ data }: { data: LockMessage }) => heard(data);
    },
  };
}
