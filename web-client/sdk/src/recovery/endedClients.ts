import type { OutboxStore } from '../outbox/index.ts';
import { clientLockName, deliveryLockName, type Locks, type Release } from '../ports/locks.ts';

export interface EndedOptions {
  readonly project: string;
  readonly store: Pick<OutboxStore, 'clients'>;
  readonly isOwn: (client: string) => boolean;
}

/** After so many looks in a row at which its page has its lock, a page load is taken for one that goes on. */
const RESTORED = 2;

/**
 * Which page loads of other tabs have ended. One that has ended stays so, also where its lock is not had once: what it
 * left must not be taken for gone. Only a page that was frozen and goes on lives again.
 */
export class EndedClients {
  readonly #options: EndedOptions;
  /** Those that have ended, and at how many looks in a row they seemed to live since. */
  readonly #ended = new Map<string, number>();

  constructor(options: EndedOptions) {
    this.#options = options;
  }

  /** Those of which edits are kept, in no special order. Without locks all are taken for ended. */
  async look(locks: Locks | undefined): Promise<readonly string[]> {
    const { project, store, isOwn } = this.#options;
    const all = (await store.clients(project)).filter((client) => !isOwn(client));
    const lives = await Promise.all(all.map((client) => locks !== undefined && isAlive(client, locks)));
    for (const client of this.#ended.keys()) if (!all.includes(client)) this.#ended.delete(client);
    for (const [at, client] of all.entries()) {
      const seemed = this.#ended.get(client);
      if (!lives[at]) this.#ended.set(client, 0);
      else if (seemed !== undefined && seemed + 1 < RESTORED) this.#ended.set(client, seemed + 1);
      else this.#ended.delete(client);
    }
    return all.filter((client) => this.#ended.has(client));
  }
}

/**
 * Takes the locks of page loads that have ended, before what they left is delivered: a page that was frozen goes on as
 * another client then. What releases them is added to `held`. Resolves to those that were had; without locks, to all.
 */
export async function holdEnded(
  clients: readonly string[],
  locks: Locks | undefined,
  held: Release[],
): Promise<readonly string[]> {
  if (locks === undefined) return clients;
  const taken = await Promise.allSettled(clients.map((client) => hold(client, locks)));
  const releases = taken.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  held.push(...releases.filter((release) => release !== undefined));
  for (const one of taken) if (one.status === 'rejected') throw one.reason;
  return clients.filter((_, at) => releases[at] !== undefined);
}

async function hold(client: string, locks: Locks): Promise<Release | undefined> {
  // It is held from before the client's until after it: others tell by it that it is not the page that has that.
  const mark = await locks.hold(deliveryLockName(client));
  let release: Release | undefined;
  try {
    release = await locks.tryHold(clientLockName(client));
  } finally {
    if (release === undefined) mark();
  }
  if (release === undefined) return undefined;
  const free = release;
  return () => {
    free();
    mark();
  };
}

async function isAlive(client: string, locks: Locks): Promise<boolean> {
  const isHeld = () => locks.isHeld(clientLockName(client));
  // Between the first two questions, who delivers may have ended.
  return (await isHeld()) && !(await locks.isHeld(deliveryLockName(client))) && (await isHeld());
}
