/** How long it is watched whether words stay that the person has written and that are saved, in milliseconds. */
const WATCHED_MS = 10_000;

/** What others wrote in one text while the person did that is remembered, at most; the oldest goes first. */
const MOST_THEIRS = 10;

/** Words of which none may be lost without its author being told. */
export interface Lost {
  readonly id: string;
  readonly words: string;
  readonly whose: 'mine' | 'theirs';
  /** Whether there are other words in their place, or the text itself is gone. */
  readonly how: 'replaced' | 'deleted';
}

/** What the person wrote in a text. It is kept over a reload until it is known to stand. */
export interface Written {
  readonly id: string;
  /** What was there before. */
  readonly base: string;
  readonly mine: string;
  /** What others wrote there meanwhile. */
  readonly theirs: readonly string[];
}

export interface WrittenWordsPorts {
  /** Names this page load: of two, each keeps what it wrote in a text. */
  readonly load: string;
  readonly lost: (lost: Lost) => void;
  /** What is written in a text of the project. */
  readonly wordsOf: (id: string) => string | undefined;
  /** Milliseconds, evenly. */
  readonly now: () => number;
  /** Keeps this under that name over a reload; undefined: it is not needed any longer. */
  readonly keep: (name: string, written: Written | undefined) => void;
}

interface Text extends Written {
  /** What stood there at the last change. */
  shown: string;
  /** Until when it is watched; undefined while the person writes in it, or what they wrote is not saved. */
  until: number | undefined;
}

/** The text that the person writes in. */
interface Open {
  readonly id: string;
  /** What stood there when they began. */
  readonly base: string;
  /** Whether they have typed: then they see their own words, whatever others make of the text meanwhile. */
  readonly isTyped: boolean;
}

/**
 * The texts that the person writes in, or has just left. A text is one property: where two people write in it at once,
 * or one deletes it while another writes, somebody's words are gone. Whose, the server's order decides: it is told when
 * all of the person's own edits have their place in it, and a moment longer is watched for those of others that were
 * made before they saw the words.
 */
export class WrittenWords {
  /** By the names under which they are kept. */
  readonly #texts = new Map<string, Text>();
  readonly #ports: WrittenWordsPorts;
  #current: Open | undefined;

  constructor(ports: WrittenWordsPorts) {
    this.#ports = ports;
  }

  /** Whether the person writes in that text, or has just done so. */
  watches(id: string): boolean {
    return this.#current?.id === id || this.#of(id).length > 0;
  }

  /** Whether there is nothing to watch. */
  get isEmpty(): boolean {
    return this.#texts.size === 0;
  }

  /** When the next text is watched long enough, by `now`; undefined where that is not known yet. */
  get next(): number | undefined {
    const untils = [...this.#texts.values()].flatMap(({ until }) => until ?? []);
    return untils.length === 0 ? undefined : Math.min(...untils);
  }

  /** What earlier page loads of this browser wrote, and did not see stand, by the names under which it is kept. */
  adopt(kept: ReadonlyMap<string, Written>): void {
    for (const [name, written] of kept) {
      if (name.startsWith(this.#ports.load)) continue;
      const shown = this.#ports.wordsOf(written.id) ?? '';
      this.#texts.set(name, { ...written, shown, until: undefined });
    }
  }

  /** These words, in place of `base`, earlier page loads have left unsent, and may not have kept here. */
  left(id: string, words: string, base: string): void {
    const known = this.#of(id).map(([, text]) => text);
    if (known.some(({ mine }) => mine.includes(words))) return;
    this.#become(`${this.#own(id)} left`, {
      id,
      base: known[0]?.base ?? base,
      mine: words,
      theirs: [],
      shown: words,
      until: undefined,
    });
  }

  /** Earlier page loads have left it unsent that the person deleted the text. */
  leftDeleted(id: string): void {
    for (const [name, text] of this.#of(id)) {
      if (text.theirs.length === 0) this.#forget(name);
      else this.#become(name, { ...text, mine: '' });
    }
  }

  /** The text that the person writes in now, if any. */
  writing(id: string | undefined): void {
    if (id === this.#current?.id) return;
    const base = id === undefined ? '' : (this.#ports.wordsOf(id) ?? '');
    this.#current = id === undefined ? undefined : { id, base, isTyped: false };
    for (const text of this.#texts.values()) if (text.id === id) text.until = undefined;
  }

  /** The person has changed a text: these are the words now, and undefined where they deleted it. */
  wrote(id: string, words: string | undefined): void {
    const now = words ?? '';
    const seesOwn = this.#current?.id === id && this.#current.isTyped;
    if (this.#current?.id === id && !this.#texts.has(this.#own(id)) && now !== this.#current.base) {
      const { base } = this.#current;
      this.#texts.set(this.#own(id), { id, base, mine: base, theirs: [], shown: base, until: undefined });
    }
    for (const [name, text] of this.#of(id)) {
      const { mine, base, shown } = text;
      if (words !== undefined && now === shown) continue; // moved, or drawn otherwise: the words are whose they were
      // What the person saw and took away is not lost; what somebody else had taken away before is.
      if (!seesOwn && isLost(mine, base, now, shown)) this.#tell(id, mine, 'mine');
      // A deleted text is watched as well: undone, the words are there again, and others may not have seen it.
      if (now !== mine) this.#become(name, { ...text, mine: now, shown: now, until: undefined });
      else text.shown = now;
    }
    if (this.#current?.id === id && now !== this.#current.base)
      this.#current = { ...this.#current, isTyped: true };
  }

  /** Others have changed a text: these are the words now, and undefined where they deleted it. */
  changed(id: string, words: string | undefined): void {
    const isOpen = this.#current?.id === id;
    for (const [, text] of this.#of(id)) text.shown = words ?? '';
    if (!isOpen || words === undefined) return;
    if (this.#texts.has(this.#own(id))) this.#heard(id, words);
    else this.#current = { id, base: words, isTyped: false };
  }

  /**
   * Others have changed `before` into `theirs`, and own changes replace it, or delete the text. Where it is not known
   * what was there before, it is what was there when the person began; if that is not known either, nobody can tell.
   */
  overruled(id: string, theirs: string, before: string | undefined): void {
    const base = before ?? this.#of(id)[0]?.[1].base;
    if (this.#current?.id === id && this.#texts.has(this.#own(id))) this.#heard(id, theirs);
    else if (base !== undefined) this.#judge(id, theirs, base, 'theirs');
  }

  /** All that was made in this browser has its place among what others made, and all of that is here. */
  settled(): void {
    const now = this.#ports.now();
    for (const [name, text] of [...this.#texts]) {
      const { id, base, mine, theirs, until } = text;
      if (id === this.#current?.id) continue;
      for (const words of theirs) this.#judge(id, words, base, 'theirs');
      const isOver = this.#judge(id, mine, base, 'mine') || (until !== undefined && now >= until);
      if (isOver) this.#forget(name);
      else if (theirs.length > 0) this.#become(name, { ...text, theirs: [], until: now + WATCHED_MS });
      else text.until ??= now + WATCHED_MS;
    }
  }

  /** What others do is not heard any longer: the watch begins again when it is. */
  away(): void {
    for (const text of this.#texts.values()) text.until = undefined;
  }

  #own(id: string): string {
    return `${this.#ports.load} ${id}`;
  }

  #of(id: string): readonly (readonly [string, Text])[] {
    return [...this.#texts].filter(([, text]) => text.id === id);
  }

  #heard(id: string, words: string): void {
    const name = this.#own(id);
    const text = this.#texts.get(name);
    if (text === undefined || text.theirs.includes(words)) return;
    this.#become(name, { ...text, theirs: [...text.theirs, words].slice(-MOST_THEIRS) });
  }

  /** Whether any of the words that were added to `base` are gone; that is told. */
  #judge(id: string, words: string, base: string, whose: Lost['whose']): boolean {
    const isGone = isLost(words, base, this.#ports.wordsOf(id) ?? '');
    if (isGone) this.#tell(id, words, whose);
    return isGone;
  }

  #tell(id: string, words: string, whose: Lost['whose']): void {
    const how = this.#ports.wordsOf(id) === undefined ? 'deleted' : 'replaced';
    this.#ports.lost({ id, words, whose, how });
  }

  #become(name: string, text: Text): void {
    this.#texts.set(name, text);
    const { id, base, mine, theirs } = text;
    this.#ports.keep(name, { id, base, mine, theirs });
  }

  #forget(name: string): void {
    this.#texts.delete(name);
    this.#ports.keep(name, undefined);
  }
}

/** Whether something that was added to `base` is in none of these texts. */
function isLost(words: string, base: string, ...texts: readonly string[]): boolean {
  if (texts.some((text) => text.includes(words))) return false;
  const had = counted(base);
  const left = texts.map(counted);
  return [...counted(words)].some(
    ([word, count]) =>
      count > (had.get(word) ?? 0) && left.every((counts) => (counts.get(word) ?? 0) < count),
  );
}

function counted(words: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words.split(/[\s\p{P}]+/u))
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
