import type { SetAside } from '../outbox/index.ts';
import type { Timers } from '../ports/timers.ts';
import type { OutboxRecovery } from '../recovery/index.ts';
import { Alarm } from '../timing/alarm.ts';

/** After this time without the project's lock, in milliseconds, another tab is known to deliver what was left. */
const LOCK_WAIT_MS = 1_000;

/** The edits that older page loads left, and whether it is known how many there are. */
export class EarlierEdits {
  readonly #recovery: OutboxRecovery;
  readonly #changed: () => void;
  readonly #lockWait: Alarm;
  #isComplete = false;

  constructor(recovery: OutboxRecovery, timers: Timers, changed: () => void) {
    this.#recovery = recovery;
    this.#changed = changed;
    this.#lockWait = new Alarm(timers, () => {
      if (!recovery.isOurs) this.#complete();
    });
  }

  get count(): number {
    return this.#recovery.edits;
  }

  get setAside(): readonly SetAside[] {
    return this.#recovery.setAside;
  }

  /** Whether it is known what there is, or another tab delivers it. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  start(): void {
    this.#recovery.onChange(() => (this.#recovery.isKnown ? this.#complete() : this.#changed()));
    this.#lockWait.set(LOCK_WAIT_MS);
    void this.#recovery.run();
  }

  /** This page load leaves edits of its own: nothing is complete before `lookAgain`. */
  expectMore(): void {
    this.#isComplete = false;
    this.#lockWait.clear();
  }

  lookAgain(): void {
    this.#recovery.again();
    this.#lockWait.set(LOCK_WAIT_MS);
  }

  /** The server can be reached again. */
  nudge(): void {
    this.#recovery.nudge();
  }

  dismiss(setAside: SetAside): void {
    void this.#recovery.dismiss(setAside).catch(() => undefined); // it is shown again
  }

  stop(): void {
    this.#recovery.stop();
    this.#lockWait.clear();
  }

  #complete(): void {
    this.#lockWait.clear();
    this.#isComplete = true;
    this.#changed();
  }
}
