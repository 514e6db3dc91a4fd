import type { Props } from '@easel/sdk';

interface Written {
  /** Who wrote it. */
  readonly by: string;
  /** The texts that have it, or have lost it to somebody who did not see it there, and who put it there last. */
  readonly places: Map<string, string>;
  /** Its page load lives, or has stored it: it may not be lost. */
  isPromised: boolean;
  /** Who was told that it is lost, with the word itself. */
  readonly told: Set<string>;
}

type Objects = ReadonlyMap<string, Props>;

/** Every word that somebody writes; each is written once, and may be copied. */
export class Words {
  readonly #words = new Map<string, Written>();

  /** Another word, which that person writes into this text. */
  next(by: string, text: string): string {
    const word = `w${this.#words.size}x`;
    this.#words.set(word, { by, places: new Map([[text, by]]), isPromised: true, told: new Set() });
    return word;
  }

  /**
   * What somebody has seen `before` is now so by what they did: where words are gone, they took them away, and where
   * some are back, it was they who put them there.
   */
  seen(by: string, before: Objects, after: Objects): void {
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const [had, has] = [wordsOf(before.get(id)), wordsOf(after.get(id))];
      for (const word of has) if (!had.includes(word)) this.#of(word).places.set(id, by);
      for (const word of had) if (!has.includes(word)) this.#of(word).places.delete(id);
    }
  }

  told(text: string, whom: string): void {
    for (const word of wordsIn(text)) this.#of(word).told.add(whom);
  }

  /** The page that wrote them ended before it had stored them. */
  unkept(words: Iterable<string>): void {
    for (const word of words) this.#of(word).isPromised = false;
  }

  /**
   * Those that are nowhere although nobody took them away, of which neither who wrote them was told, nor who put them
   * last where they were.
   */
  lost(objects: Objects): readonly string[] {
    const here = new Set([...objects.values()].flatMap(wordsOf));
    return [...this.#words]
      .filter(
        ([word, { by, isPromised, places, told }]) =>
          isPromised &&
          !here.has(word) &&
          !told.has(by) &&
          [...places.values()].some((whose) => !told.has(whose)),
      )
      .map(([word]) => word);
  }

  #of(word: string): Written {
    return this.#words.get(word) as Written;
  }
}

function wordsOf(props: Props | undefined): readonly string[] {
  return typeof props?.originalText === 'string' ? wordsIn(props.originalText) : [];
}

function wordsIn(text: string): readonly string[] {
  return text.match(/w\d+x/g) ?? [];
}
