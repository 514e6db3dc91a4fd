import { assetsLockName, type Locks, projectLockName } from '../ports/locks.ts';
import type { Page } from '../ports/page.ts';
import type { Timers } from '../ports/timers.ts';
import { Alarm } from '../timing/alarm.ts';
import type { AssetStore, KeptAsset } from './assetStore.ts';
import { outcomeOf } from './outcome.ts';

/** Time until the first look, and between two, in milliseconds. */
export const FIRST_MS = 3_000;
export const EVERY_MS = 30_000;

export interface AssetDeliveryOptions {
  readonly store: AssetStore;
  readonly put: (project: string, fileId: string, bytes: Blob) => Promise<void>;
  readonly locks: Locks | undefined;
  readonly timers: Timers;
  readonly page: Page;
}

/**
 * Uploads what this browser keeps of assets of any project, from any page of the app; a project that is open in some
 * tab is left to that one. What was uploaded so stays kept until its project is opened: that marks it as saved there.
 */
export class AssetDelivery {
  readonly #options: AssetDeliveryOptions;
  readonly #alarm: Alarm;
  readonly #unwatch: () => void;
  /** What the server does not take: the person is told when the project is opened. */
  readonly #refused = new Set<string>();
  #isBusy = false;
  #isStopped = false;

  constructor(options: AssetDeliveryOptions) {
    const nothing = () => undefined;
    this.#options = options;
    this.#alarm = new Alarm(options.timers, () => void this.#look());
    this.#unwatch = options.page.watch({
      ...{ hidden: nothing, visible: nothing, leaving: nothing, restored: nothing, offline: nothing },
      online: () => void this.#look(),
    });
    this.#alarm.set(FIRST_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
    this.#alarm.clear();
  }

  async #look(): Promise<void> {
    if (this.#isBusy || this.#isStopped) return;
    this.#isBusy = true;
    await this.#uploadAll().catch(() => undefined);
    this.#isBusy = false;
    if (!this.#isStopped) this.#alarm.set(EVERY_MS);
  }

  async #uploadAll(): Promise<void> {
    const { store, locks } = this.#options;
    if (locks === undefined) return;
    for (const project of await store.projects()) {
      const uploaded = this.#alone(project, async () => {
        for (const { fileId } of await store.ofProject(project)) {
          // Whoever opens the project meanwhile sees to the next ones, and may have done so and gone.
          if (await locks.isHeld(projectLockName(project))) return;
          const asset = await store.get(project, fileId);
          if (asset !== undefined) await this.#upload(asset);
        }
      });
      // What fails is tried again at the next look, and holds up no other project.
      await uploaded.catch(() => undefined);
    }
  }

  /** In no two tabs at once. An upload may take minutes: it has a lock of its own. */
  async #alone(project: string, run: () => Promise<void>): Promise<void> {
    const release = await this.#options.locks?.tryHold(assetsLockName(project));
    if (release === undefined) return;
    try {
      await run();
    } finally {
      release();
    }
  }

  /** Rejects when the server cannot be reached or cannot do it now. */
  async #upload(asset: KeptAsset): Promise<void> {
    const { store, put } = this.#options;
    const { project, fileId, bytes, refused, isSent } = asset;
    const key = `${project} ${fileId}`;
    if (refused !== undefined || isSent || this.#refused.has(key) || this.#isStopped) return;
    try {
      await put(project, fileId, bytes);
    } catch (failure) {
      const outcome = outcomeOf(failure);
      if (outcome.kind === 'later') throw failure;
      if (outcome.kind === 'refused') {
        this.#refused.add(key);
        return;
      }
    }
    await store.sent(project, fileId);
  }
}
