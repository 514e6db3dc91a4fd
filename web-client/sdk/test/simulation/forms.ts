import type {
  Columns,
  FullEvent,
  LeanChange,
  NumberedAuthor,
  NumberedAuthors,
  NumberedEvents,
  ShortEvent,
} from '../../src/protocol/message.ts';

/** How a server tells of events: as one of before there were numbers, by numbers (B9), or as columns (B10). */
export const FORMS = ['full', 'numbers', 'columns', 'columns'] as const;
export type Form = (typeof FORMS)[number];

interface Author {
  readonly number: number;
  readonly client: string;
  readonly by: string;
  edit: number;
  group: string | undefined;
}

/** Events by the numbers of their authors. */
interface Numbered {
  readonly events: readonly FullEvent[];
  readonly authors: NumberedAuthors;
  readonly by: readonly number[];
  readonly edits: Columns['edits'];
  readonly groups: Columns['groups'];
}

/**
 * The numbers of authors, as a server gives them: the same to all sessions. There are few, so that they are given again
 * and again.
 */
export class GivenNumbers {
  readonly #most: number;
  /** Whose last event is the oldest comes first. */
  readonly #authors = new Map<string, Author>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Those of `ready`. */
  explained(): NumberedAuthors {
    return Object.fromEntries([...this.#authors.values()].map((author) => [author.number, told(author)]));
  }

  /** In frames in which no number stands for two. */
  frames(events: readonly FullEvent[]): readonly Numbered[] {
    const frames: Numbered[] = [];
    for (let from = 0; from < events.length; ) {
      const some = events.slice(from, from + this.#most);
      frames.push(this.#frame(some));
      from += some.length;
    }
    return frames;
  }

  #frame(events: readonly FullEvent[]): Numbered {
    const authors: Record<string, NumberedAuthor> = {};
    const edits: Record<string, number> = {};
    const groups: Record<string, string | null> = {};
    const by = events.map(({ client, by, edit, group }, index) => {
      const known = this.#authors.get(client);
      const author = known ?? { number: this.#free(), client, by, edit, group };
      if (!known) authors[author.number] = told(author);
      if (edit !== author.edit) edits[index] = edit;
      if (group !== author.group) groups[index] = group ?? null;
      author.edit = edit + 1;
      author.group = group;
      this.#authors.delete(client);
      this.#authors.set(client, author);
      return author.number;
    });
    return { events, authors, by, edits, groups };
  }

  #free(): number {
    if (this.#authors.size < this.#most) return this.#authors.size + 1;
    const [client, { number }] = [...this.#authors][0] as [string, Author];
    this.#authors.delete(client);
    return number;
  }
}

function told({ by, client, edit, group }: Author): NumberedAuthor {
  return { by, client, edit, ...(group !== undefined && { group }) };
}

/** @param isShort where all are the receiver's own, made as they were sent (B3) */
export function inNumbers({ events, authors, by }: Numbered, isShort: boolean): NumberedEvents {
  return {
    type: 'events',
    ...some('authors', authors),
    events: events.map((event, index) => {
      const { client: _, ...rest } = event;
      return isShort ? short(event) : { ...rest, by: by[index] as number };
    }),
  };
}

/** @param isShort as in `inNumbers` */
export function inColumns({ events, authors, by, edits, groups }: Numbered, isShort: boolean): Columns {
  return {
    type: 'events',
    seq: events[0]?.seq ?? 0,
    at: events.at(-1)?.at ?? 0,
    ...some('authors', authors),
    by,
    ...some('edits', edits ?? {}),
    ...some('groups', groups ?? {}),
    ...(!isShort && { changes: events.map(lean) }),
  };
}

export function short({ seq, edit }: FullEvent): ShortEvent {
  return { seq, edit };
}

function lean({ changes }: FullEvent): LeanChange | readonly LeanChange[] {
  const all = changes.map((change): LeanChange => {
    if (change.op !== 'patch') return change;
    const { op: _, ...patch } = change;
    return patch;
  });
  return all.length === 1 ? (all[0] as LeanChange) : all;
}

function some<K extends string, V extends object>(name: K, value: V): { readonly [k in K]?: V } {
  return Object.keys(value).length === 0 ? {} : ({ [name]: value } as { [k in K]: V });
}
