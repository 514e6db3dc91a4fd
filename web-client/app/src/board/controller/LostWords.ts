import { type Change, uuid } from '@easel/sdk';
import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/board.ts';
import { wordsIn } from '../adapter/words.ts';
import type { Lost } from '../adapter/writtenWords.ts';

/** Words that somebody typed and that are not on the board, and what became of them. */
export type LostText = Lost | TooLong;

interface TooLong {
  readonly id: string;
  readonly words: string;
  readonly whose: 'mine';
  readonly how: 'tooLong';
  /** In words for people. */
  readonly reason: string;
}

/** More of them are not shown; the oldest go first. */
const MOST = 20;

/** What became of lost words, in words for people. */
export function whyLost(lost: LostText): string {
  if (lost.how === 'tooLong') return t('board.lostWords.tooLong', { reason: lost.reason });
  const { whose, how } = lost;
  return whose === 'mine' ? t(`board.lostWords.mine.${how}`) : t(`board.lostWords.theirs.${how}`);
}

/** Words that are not on the board any more, until the person has copied or dismissed them. */
export class LostWords {
  readonly all = new Value<readonly LostText[]>([]);
  readonly #load: string;
  readonly #keep: (name: string, lost: LostText | undefined) => void;
  /** Under what names they are kept. */
  readonly #names = new Map<LostText, string>();

  /**
   * @param load names this page load
   * @param keep keeps these under that name over a reload; undefined: they are not needed any longer
   */
  constructor(load: string, keep: (name: string, lost: LostText | undefined) => void) {
    this.#load = load;
    this.#keep = keep;
  }

  /** What earlier page loads told, and nobody dismissed. */
  adopt(kept: ReadonlyMap<string, LostText>): void {
    const here = new Set(this.#names.values());
    const earlier = [...kept].filter(([name]) => !here.has(name));
    for (const [name, lost] of earlier) this.#names.set(lost, name);
    this.#show([...earlier.map(([, lost]) => lost), ...this.all.get()]);
  }

  /** Of words that grew, the latest are shown. */
  add(lost: LostText): void {
    const name = `${this.#load} ${uuid()}`;
    this.#names.set(lost, name);
    this.#keep(name, lost);
    this.#show([...this.all.get().filter((other) => !contains(lost, other)), lost]);
  }

  /**
   * Changes can never be kept: the words in them are shown to be copied. Returns what is said of the changes.
   *
   * @param isPart whether others of the same movement are kept
   */
  rejected(cause: Error, changes: readonly Change[], isPart: boolean): string {
    const reason = failure(cause);
    for (const change of changes) {
      for (const words of wordsIn([change]))
        this.add({ id: change.id, words, whose: 'mine', how: 'tooLong', reason });
    }
    return t(isPart ? 'board.cannotKeep.part' : 'board.cannotKeep', { reason });
  }

  dismiss(): void {
    this.#show([]);
  }

  #show(all: readonly LostText[]): void {
    const shown = all.slice(-MOST);
    for (const [lost, name] of this.#names) {
      if (shown.includes(lost)) continue;
      this.#names.delete(lost);
      this.#keep(name, undefined);
    }
    this.all.set(shown);
  }
}

function contains(lost: LostText, other: LostText): boolean {
  return lost.id === other.id && whyLost(lost) === whyLost(other) && lost.words.includes(other.words);
}
