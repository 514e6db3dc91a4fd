import type { LeftEdit, SetAside } from '../outbox/index.ts';
import type { OutboxRecovery } from '../recovery/index.ts';
import type { LeftNews } from './leftNews.ts';

/** The edits that older page loads left, and whether it is known how many there are. */
export class EarlierEdits {
  readonly #recovery: OutboxRecovery;
  readonly #news: LeftNews;
  readonly #changed: () => void;
  #isMoreExpected = false;

  constructor(recovery: OutboxRecovery, news: LeftNews, changed: () => void) {
    this.#recovery = recovery;
    this.#news = news;
    this.#changed = changed;
  }

  get count(): number {
    return this.#recovery.edits;
  }

  /** Those that are neither settled nor set aside, whichever tab delivers them. */
  get left(): readonly LeftEdit[] {
    return this.#recovery.left;
  }

  /** When the last of them was made, in milliseconds since 1970; 0 where there is none. */
  get leftAt(): number {
    return this.left.reduce((latest, { edit }) => Math.max(latest, edit.at), 0);
  }

  /** How often all of them have been offered to the server, and answered. */
  get offers(): number {
    return this.#recovery.offers;
  }

  get setAside(): readonly SetAside[] {
    return this.#recovery.setAside;
  }

  /** Whether it is known what there is. */
  get isComplete(): boolean {
    return this.#recovery.isKnown && !this.#isMoreExpected;
  }

  start(): void {
    this.#recovery.onChange(() => {
      this.#news.look(this.left);
      this.#changed();
    });
    void this.#recovery.run();
  }

  /** What the server had is known here now, or that nothing of it was kept. */
  copied(): void {
    this.#news.copied();
  }

  /** This page load leaves edits of its own: nothing is complete before `lookAgain`. */
  expectMore(): void {
    this.#isMoreExpected = true;
  }

  lookAgain(): void {
    this.#isMoreExpected = false;
    this.#recovery.again();
  }

  /** The server can be reached again. */
  nudge(): void {
    this.#recovery.nudge();
  }

  dismiss(setAside: SetAside): void {
    void this.#recovery.dismiss(setAside).catch(() => undefined); // it is shown again
  }

  /** The person has these elsewhere. */
  forget(given: readonly LeftEdit[]): Promise<void> {
    return this.#recovery.forget(given);
  }

  stop(): void {
    this.#recovery.stop();
  }
}
