import { t } from '../../words/board.ts';
import type { NoteAct } from './note.ts';
import { NOTICE_MS, Summons } from './Summons.ts';

/** How long a person can go there, or back, in milliseconds. */
const CHOICE_MS = 10_000;
/** What a person does to stay where they are. */
const STAYING = ['pointerdown', 'wheel', 'keydown'] as const;

export interface BringingOptions {
  readonly isBusy: () => boolean;
  readonly tell: (word: string | undefined) => void;
  readonly nameOf: (session: string) => string | undefined;
  /** Looks at what this session sees; returns what leads back. */
  readonly go: (session: string) => (() => void) | undefined;
  readonly say: (message: string, ms: number, act?: NoteAct, shown?: () => void) => void;
}

/** Bringing everybody to one place, as the person sees it: what is said about it, and what they can do. */
export class Bringing {
  readonly #options: BringingOptions;
  readonly #summons: Summons;

  constructor(options: BringingOptions) {
    this.#options = options;
    this.#summons = new Summons({
      now: () => performance.now(),
      later: (run, ms) => window.setTimeout(run, ms),
      cancel: (timer) => clearTimeout(timer),
      word: () => Math.random().toString(36).slice(2, 10),
      tell: options.tell,
      isBusy: options.isBusy,
      announce: (session, shown) => this.#announce(session, shown),
      ask: (session) => this.#ask(session),
      bring: (session) => this.#go(session),
      stayed: () => {
        this.#listen(false);
        options.say(t('board.bring.stayed'), 3_000);
      },
    });
  }

  summon(): boolean {
    return this.#summons.summon();
  }

  hear(words: ReadonlyMap<string, string | undefined>): void {
    this.#summons.hear(words);
  }

  close(): void {
    this.#listen(false);
    this.#summons.close();
  }

  #announce(session: string, shown: () => boolean): void {
    const seen = () => {
      if (shown()) this.#listen(true);
    };
    const stay = { label: t('board.bring.stay'), run: this.#stay };
    this.#options.say(t('board.bring.announced', { name: this.#name(session) }), NOTICE_MS, stay, seen);
  }

  #ask(session: string): void {
    this.#options.say(t('board.bring.asked', { name: this.#name(session) }), CHOICE_MS, {
      label: t('board.bring.go'),
      run: () => this.#go(session),
    });
  }

  #go(session: string): void {
    this.#listen(false);
    const name = this.#name(session);
    const back = this.#options.go(session);
    if (back === undefined) return;
    this.#options.say(t('board.bring.there', { name }), CHOICE_MS, {
      label: t('board.bring.back'),
      run: back,
    });
  }

  readonly #stay = (): void => this.#summons.stay();

  #listen(isOn: boolean): void {
    for (const type of STAYING) {
      if (isOn) document.addEventListener(type, this.#stay, { capture: true });
      else document.removeEventListener(type, this.#stay, { capture: true });
    }
  }

  #name(session: string): string {
    return this.#options.nameOf(session) ?? t('board.bring.somebody');
  }
}
