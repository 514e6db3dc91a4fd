import type { Change } from './change.ts';
import { Malformed } from './codec.ts';
import type {
  Columns,
  Events,
  FullEvent,
  LeanChanges,
  NumberedAuthors,
  NumberedEvent,
  NumberedEvents,
  ServerMessage,
  ShortEvent,
  WireMessage,
} from './message.ts';

interface Author {
  readonly by: string;
  readonly client: string;
  /** The number of the next edit, unless it is told otherwise. */
  edit: number;
  group: string | undefined;
}

/**
 * Whom the authors' numbers of one socket stand for (B9, B10), and with that its messages without them. Another socket
 * has numbers of its own.
 */
export class AuthorNumbers {
  readonly #authors = new Map<number, Author>();

  /** The same message, with each event in full or in brief. */
  resolve(message: WireMessage): ServerMessage | Malformed {
    if (message.type === 'ready') {
      this.#authors.clear();
      this.#explain(message.authors);
    }
    if (message.type !== 'events') return message;
    this.#explain('authors' in message ? message.authors : undefined);
    try {
      return 'by' in message ? this.#columns(message) : this.#events(message);
    } catch (error) {
      if (error instanceof Unresolved) return new Malformed(`events: ${error.message}`);
      throw error;
    }
  }

  #explain(authors: NumberedAuthors = {}): void {
    for (const [number, { by, client, edit, group }] of Object.entries(authors)) {
      this.#authors.set(Number(number), { by, client, edit, group });
    }
  }

  #events({ events, durable }: NumberedEvents): Events {
    return { type: 'events', events: events.map((event) => this.#event(event)), ...told(durable) };
  }

  #event(event: NumberedEvent | FullEvent | ShortEvent): FullEvent | ShortEvent {
    if (!isNumbered(event)) return event;
    const { by, client } = this.#author(event.by);
    return { ...event, by, client };
  }

  #columns({ seq, at, by, edits = {}, groups = {}, changes, durable }: Columns): Events {
    if (changes && changes.length !== by.length) throw new Unresolved('columns of different lengths');
    const events = by.map((number, index) => {
      const author = this.#author(number);
      const edit = edits[index] ?? author.edit;
      const group = index in groups ? (groups[index] ?? undefined) : author.group;
      author.edit = edit + 1;
      author.group = group;
      const made = changes?.[index];
      if (made === undefined) return { seq: seq + index, edit };
      const { by, client } = author;
      return {
        seq: seq + index,
        at,
        by,
        client,
        edit,
        ...(group !== undefined && { group }),
        changes: inFull(made),
      };
    });
    return { type: 'events', events, ...told(durable) };
  }

  #author(number: number): Author {
    const author = this.#authors.get(number);
    if (!author) throw new Unresolved(`nobody has the number ${number}`);
    return author;
  }
}

class Unresolved extends Error {}

function isNumbered(event: NumberedEvent | FullEvent | ShortEvent): event is NumberedEvent {
  return event.changes !== undefined && typeof event.by === 'number';
}

function told(durable: number | undefined): { readonly durable?: number } {
  return durable === undefined ? {} : { durable };
}

/** With an `op` for each, which a patch may lack. */
function inFull(changes: LeanChanges): readonly Change[] {
  const all = Array.isArray(changes) ? changes : [changes];
  return all.map((change) => ('op' in change ? change : { op: 'patch', ...change }));
}
