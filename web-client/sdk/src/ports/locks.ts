/** Locks between the tabs of one browser. A tab that ends, also by a crash, releases those it holds. */
export interface Locks {
  /** Waits for the lock, takes it, and resolves with what releases it. Rejects when `signal` ends the wait. */
  hold(name: string, signal?: AbortSignal): Promise<Release>;
  /** Takes the lock if it is free; otherwise resolves with `undefined`. */
  tryHold(name: string): Promise<Release | undefined>;
  /** Whether anybody holds the lock. It is not taken: who tries to take it meanwhile does not fail for that. */
  isHeld(name: string): Promise<boolean>;
}

export type Release = () => void;

/** The lock that a page load holds while it lives, from before its first edit is stored. */
export const clientLockName = (client: string): string => `easel:client:${client}`;

/** The lock that who delivers what a page load left holds beside the client's: so others know that it has ended. */
export const deliveryLockName = (client: string): string => `easel:delivery:${client}`;

/** The lock of the one tab that sends what older page loads left of a project. */
export const projectLockName = (project: string): string => `easel:project:${project}`;

/** The lock of the one tab that uploads, in the background, what is kept of a project's assets. */
export const assetsLockName = (project: string): string => `easel:assets:${project}`;

/** Web Locks; `undefined` where the browser has none, which is so on pages that came over plain HTTP by a host name. */
export function browserLocks(
  browser: { readonly locks?: LockManager } = globalThis.navigator,
): Locks | undefined {
  const manager = browser?.locks;
  if (manager === undefined) return undefined;
  const request = (name: string, options: LockOptions) =>
    new Promise<Release | undefined>((resolve, reject) => {
      manager
        .request(name, options, (lock) => {
          if (lock === null) return resolve(undefined);
          return new Promise<void>((release) => resolve(release));
        })
        .catch(reject);
    });
  return {
    hold: async (name, signal) => {
      const release = await request(name, signal === undefined ? {} : { signal });
      if (release === undefined) throw new Error(`lock ${name} was not given`);
      return release;
    },
    tryHold: (name) => request(name, { ifAvailable: true }),
    isHeld: async (name) => {
      const { held = [] } = await manager.query();
      return held.some((lock) => lock.name === name);
    },
  };
}

/** The same locks under names of their own, apart from others with the same origin. */
export function namedLocks(locks: Locks | undefined, name: string): Locks | undefined {
  return (
    locks && {
      hold: (lock, signal) => locks.hold(lock + name, signal),
      tryHold: (lock) => locks.tryHold(lock + name),
      isHeld: (lock) => locks.isHeld(lock + name),
    }
  );
}

/** Locks among all that share this value: for tests and simulated tabs. First come, first served. */
export function memoryLocks(): Locks {
  const waiting = new Map<string, (() => void)[]>();
  const releaseOf = (name: string): Release => {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = waiting.get(name)?.shift();
      if (next === undefined) waiting.delete(name);
      else next();
    };
  };
  const tryHold = async (name: string) => {
    if (waiting.has(name)) return undefined;
    waiting.set(name, []);
    return releaseOf(name);
  };
  return {
    tryHold,
    isHeld: async (name) => waiting.has(name),
    async hold(name, signal) {
      signal?.throwIfAborted();
      const queue = waiting.get(name);
      if (queue === undefined) {
        waiting.set(name, []);
        return releaseOf(name);
      }
      return new Promise((resolve, reject) => {
        const turn = () => resolve(releaseOf(name));
        queue.push(turn);
        signal?.addEventListener('abort', () => {
          const at = queue.indexOf(turn);
          if (at >= 0) queue.splice(at, 1);
          reject(signal.reason);
        });
      });
    },
  };
}
