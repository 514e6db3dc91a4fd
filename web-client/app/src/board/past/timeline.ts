import { applyChange, type CanvasObject, Conflict, type HistoryEvent, type Props } from '@easel/sdk';

type Objects = ReadonlyMap<string, Props | undefined>;

/** One event, with the objects that it changed as they were before and after it. */
export interface Step {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly before: Objects;
  readonly after: Objects;
}

/** What happened to an object, and who did it last. */
export interface Changed {
  readonly by: string;
  readonly how: 'added' | 'changed' | 'deleted';
}

/** Events that do not follow on what is there: the timeline cannot be shown. */
export class BrokenTimeline extends Error {
  override readonly name = 'BrokenTimeline';
}

/**
 * The canvas at every seq between two, made of the state at the first and the events up to the second. Going from one
 * seq to another costs as much as the events between them changed, in either direction.
 */
export class Timeline {
  /** The seq of the state that it begins with. */
  readonly base: number;
  readonly #baseAt: number | undefined;
  readonly #steps: Step[] = [];
  readonly #first: ReadonlyMap<string, Props>;
  readonly #objects: Map<string, Props>;
  /** The objects after the last step. */
  readonly #last: Map<string, Props>;
  #seq: number;

  /** @param baseAt when the event of `base` happened; undefined where there is none before */
  constructor(base: number, objects: Iterable<CanvasObject>, baseAt: number | undefined) {
    this.base = base;
    this.#baseAt = baseAt;
    this.#seq = base;
    this.#first = new Map(Array.from(objects, ({ id, props }) => [id, props]));
    this.#objects = new Map(this.#first);
    this.#last = new Map(this.#first);
  }

  /** Where it stands. */
  get seq(): number {
    return this.#seq;
  }

  /** When the event of `seq` happened; undefined before the first of all. */
  get at(): number | undefined {
    return this.#seq === this.base ? this.#baseAt : this.step(this.#seq)?.at;
  }

  /** The last seq that it knows. */
  get end(): number {
    return this.base + this.#steps.length;
  }

  /** The objects at `seq`. */
  get objects(): ReadonlyMap<string, Props> {
    return this.#objects;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** The event at a seq; undefined for `base`, whose event is not known. */
  step(seq: number): Step | undefined {
    return this.#steps[seq - this.base - 1];
  }

  append(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      if (event.seq !== this.end + 1) throw new BrokenTimeline(`event ${event.seq} after ${this.end}`);
      this.#steps.push(stepOf(event, this.#last));
    }
  }

  /** Goes to a seq, or as near as is known. Returns the ids of the objects that may be different there. */
  go(seq: number): ReadonlySet<string> {
    const to = Math.min(Math.max(seq, this.base), this.end);
    const touched = new Set<string>();
    while (this.#seq < to) this.#take(this.step(++this.#seq)?.after, touched);
    while (this.#seq > to) this.#take(this.step(this.#seq--)?.before, touched);
    return touched;
  }

  /** What is different at `seq` from the beginning. */
  changed(): ReadonlyMap<string, Changed> {
    const by = new Map<string, string>();
    for (const step of this.#steps.slice(0, this.#seq - this.base)) {
      for (const id of step.after.keys()) by.set(id, step.by);
    }
    const changed = new Map<string, Changed>();
    for (const [id, name] of by) {
      const how = howChanged(this.#first.get(id), this.#objects.get(id));
      if (how !== undefined) changed.set(id, { by: name, how });
    }
    return changed;
  }

  #take(objects: Objects | undefined, touched: Set<string>): void {
    for (const [id, props] of objects ?? []) {
      touched.add(id);
      put(this.#objects, id, props);
    }
  }
}

function stepOf({ seq, at, by, changes }: HistoryEvent, objects: Map<string, Props>): Step {
  const before = new Map<string, Props | undefined>();
  const after = new Map<string, Props | undefined>();
  for (const change of changes) {
    const { id } = change;
    const next = applyChange(objects.get(id), change);
    if (next instanceof Conflict) throw new BrokenTimeline(`event ${seq}: ${next.message}`);
    if (!before.has(id)) before.set(id, objects.get(id));
    after.set(id, next);
    put(objects, id, next);
  }
  return { seq, at, by, before, after };
}

function put(objects: Map<string, Props>, id: string, props: Props | undefined): void {
  if (props === undefined) objects.delete(id);
  else objects.set(id, props);
}

function howChanged(before: Props | undefined, now: Props | undefined): Changed['how'] | undefined {
  if (before === now) return undefined;
  if (before === undefined) return 'added';
  return now === undefined ? 'deleted' : 'changed';
}
