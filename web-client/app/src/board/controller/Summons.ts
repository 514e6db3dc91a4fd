/** How long presence tells others to come, in milliseconds: who is out of reach for longer is not brought later. */
export const TOLD_MS = 5_000;
/** The least time between two summons: of one's own, and of those that are followed. In milliseconds. */
export const APART_MS = 15_000;
/** How long a person has to stay where they are, in milliseconds. */
export const NOTICE_MS = 3_000;
/** Who was not shown within so long, in milliseconds, that they are about to be brought is asked instead. */
export const UNSEEN_MS = 10_000;
/** After a person has stayed, nobody moves them for so long; they are asked. In milliseconds. */
export const LEFT_ALONE_MS = 60_000;

export interface SummonsPorts {
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => number;
  readonly cancel: (timer: number) => void;
  /** A word that was never used. */
  readonly word: () => string;
  /** Sends it with the presence; undefined: none any longer. */
  readonly tell: (word: string | undefined) => void;
  /** Whether the person is in the middle of something, and is not to be moved. */
  readonly isBusy: () => boolean;
  /**
   * Tells the person that they are about to be brought to what this session sees. It calls `shown` once that is shown;
   * false where it is too late.
   */
  readonly announce: (session: string, shown: () => boolean) => void;
  /** Asks the person whether they want to go there. */
  readonly ask: (session: string) => void;
  readonly bring: (session: string) => void;
  readonly stayed: () => void;
}

/**
 * One person brings all others to what they see. Nobody is moved against their will: who does anything within three
 * seconds from when they can see that it is announced stays, and is only asked for a minute then, as is who is in the
 * middle of something. However many summons come, one is heeded in a quarter of a minute.
 */
export class Summons {
  readonly #ports: SummonsPorts;
  /** The last word of each session. */
  #heard = new Map<string, string | undefined>();
  /** When the first were heard: what is told for longer than a while after that was not said before. */
  #cameAt = 0;
  #ownAt = -APART_MS;
  #heededAt = -APART_MS;
  #stayedAt = -LEFT_ALONE_MS;
  #ending: number | undefined;
  /** Where the person is about to be brought: at first it waits until that is shown. */
  #coming: { timer: number; isShown: boolean } | undefined;

  constructor(ports: SummonsPorts) {
    this.#ports = ports;
  }

  /** Brings all others here; false while the last time is not long enough ago. */
  summon(): boolean {
    const { now, later, cancel, word, tell } = this.#ports;
    if (now() - this.#ownAt < APART_MS) return false;
    this.#ownAt = now();
    if (this.#ending !== undefined) cancel(this.#ending);
    this.#ending = later(() => tell(undefined), TOLD_MS);
    tell(word());
    return true;
  }

  /**
   * The words of all that are known. Those that were said before we came are not meant for us. In a crowd not everybody
   * is known: somebody may be heard of for the first time by their word.
   */
  hear(words: ReadonlyMap<string, string | undefined>): void {
    const { now } = this.#ports;
    const before = this.#heard;
    this.#heard = new Map(words);
    if (before.size === 0) this.#cameAt = now();
    for (const [session, word] of words) {
      if (word === undefined || before.get(session) === word) continue;
      if (before.has(session) || now() - this.#cameAt > TOLD_MS) this.#heed(session);
    }
  }

  /** The person has done something: they stay, where they could see what was announced. */
  stay(): void {
    if (!this.#coming?.isShown) return;
    this.#stop();
    this.#stayedAt = this.#ports.now();
    this.#ports.stayed();
  }

  close(): void {
    this.#stop();
    if (this.#ending !== undefined) this.#ports.cancel(this.#ending);
  }

  #heed(session: string): void {
    const { now, later, cancel, isBusy, announce, ask, bring } = this.#ports;
    if (now() - this.#heededAt < APART_MS) return;
    this.#heededAt = now();
    if (isBusy() || now() - this.#stayedAt < LEFT_ALONE_MS) {
      ask(session);
      return;
    }
    this.#stop();
    const unseen = () => {
      this.#stop();
      ask(session); // they may come all the same
    };
    const coming = { isShown: false, timer: later(unseen, UNSEEN_MS) };
    this.#coming = coming;
    announce(session, () => {
      if (this.#coming !== coming) return false;
      if (coming.isShown) return true;
      cancel(coming.timer);
      coming.isShown = true;
      coming.timer = later(() => {
        this.#coming = undefined;
        bring(session);
      }, NOTICE_MS);
      return true;
    });
  }

  #stop(): void {
    if (this.#coming !== undefined) this.#ports.cancel(this.#coming.timer);
    this.#coming = undefined;
  }
}
