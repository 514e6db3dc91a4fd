import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';

export interface Page<T, C> {
  readonly items: readonly T[];
  /** Where the next page begins; null at the end. */
  readonly next: C | null;
}

export interface Listed<T> {
  /** Undefined until the first answer. */
  readonly items: readonly T[] | undefined;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  /** What failed last, in words for people. */
  readonly problem: string | undefined;
}

/** A list that the server gives in pages, the newest first; `C` is what a page begins with. */
export class Pages<T, C = number> {
  readonly list = new Value<Listed<T>>({
    items: undefined,
    hasMore: false,
    isBusy: false,
    problem: undefined,
  });
  readonly #read: (before: C | undefined) => Promise<Page<T, C>>;
  readonly #older: (known: readonly T[], page: readonly T[]) => readonly T[];
  #next: C | null = null;
  #asked = 0;
  /** While the next page is read. */
  #paging: Promise<void> | undefined;

  /** @param older those of the known items that still follow on a first page that was read again */
  constructor(
    read: (before: C | undefined) => Promise<Page<T, C>>,
    older: (known: readonly T[], page: readonly T[]) => readonly T[] = () => [],
  ) {
    this.#read = read;
    this.#older = older;
  }

  /** Reads the first page, again where it is known: after a page that is read now. The last of such calls counts. */
  async refresh(): Promise<void> {
    if (this.#paging !== undefined) await this.#paging;
    await this.#ask(undefined, ({ items, next }, known) => {
      const older = this.#older(known, items);
      if (older.length === 0) this.#next = next;
      return [...items, ...older];
    });
  }

  /** Reads the next page, unless something is read now. */
  async more(): Promise<void> {
    if (this.#next === null || this.list.get().isBusy) return;
    this.#paging = this.#ask(this.#next, ({ items, next }, known) => {
      this.#next = next;
      return [...known, ...items];
    });
    await this.#paging;
    this.#paging = undefined;
  }

  async #ask(
    before: C | undefined,
    take: (page: Page<T, C>, known: readonly T[]) => readonly T[],
  ): Promise<void> {
    const asked = ++this.#asked;
    this.list.set({ ...this.list.get(), isBusy: true });
    try {
      const page = await this.#read(before);
      if (asked !== this.#asked) return;
      const items = take(page, this.list.get().items ?? []);
      this.list.set({ items, hasMore: this.#next !== null, isBusy: false, problem: undefined });
    } catch (error) {
      if (asked === this.#asked)
        this.list.set({ ...this.list.get(), isBusy: false, problem: failure(error) });
    }
  }
}
