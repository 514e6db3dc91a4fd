import { type Change, equal, type Json, type Props } from '@easel/sdk';
import { patchOf } from './diff.ts';
import { isLongStroke, mostPoints, partFrom, partUntil, sharedPoints } from './strokes.ts';
import { partsOfText } from './texts.ts';

/** The project's objects, and how many bytes one of them may have. */
export interface Known {
  readonly objects: ReadonlyMap<string, Props>;
  readonly objectBytes: number;
}

/** What is known, and what is on the canvas beside it. */
export interface Look extends Known {
  /** The shape whose label a text is: it may be as new as that. */
  readonly shapeOf: (id: string) => Props | undefined;
}

/** The objects that an element is while it is made. */
interface Growing {
  /** Of a stroke, the part that grows now, and its first point among those of the element. */
  readonly id: string;
  readonly from: number;
  /** The ids of all parts, in order. */
  readonly parts: readonly string[];
  /** Of a text, the parts. */
  readonly made?: readonly Props[];
}

/**
 * Elements on the canvas that are too large for one object: long strokes and texts. They go on in further objects while
 * they are made. The parts are a group, so that the person has one thing. The canvas shows the parts in its place when
 * it is drawn again.
 */
export class Parts {
  readonly #growing = new Map<string, Growing>();
  readonly #wholes = new Map<string, string>();

  /** The ids of the objects that an element is in the project. */
  partsOf(id: string): readonly string[] {
    return this.#growing.get(id)?.parts ?? [id];
  }

  /** The element that shows the object on the canvas. */
  wholeOf(id: string): string {
    return this.#wholes.get(id) ?? id;
  }

  /** The element is drawn as the object that it is: its other parts are elements of their own. */
  drawn(id: string): void {
    for (const part of this.partsOf(id)) this.#wholes.delete(part);
    this.#growing.delete(id);
  }

  /** The changes from `before` (undefined: it is new) to `after`, which is on the canvas. */
  changes(id: string, before: Props | undefined, after: Props, look: Look): readonly Change[] {
    return after.type === 'text'
      ? this.#text(id, before, after, look)
      : this.#stroke(id, before, after, look.objects, mostPoints(look.objectBytes));
  }

  #stroke(
    id: string,
    before: Props | undefined,
    after: Props,
    objects: ReadonlyMap<string, Props>,
    most: number,
  ): readonly Change[] {
    const isLonger = isLongStroke(after, most) && !equal(before?.points, after.points);
    const known = this.#growing.get(id);
    if (!isLonger && known === undefined) return one(id, before, after, objects);
    let growing: Growing = before && known ? known : { id, from: 0, parts: [id] };
    const changes: Change[] = [];
    let old = before && partFrom(before, growing.from);
    let rest = partFrom(after, growing.from);
    while (isLongStroke(rest, most)) {
      changes.push(...one(growing.id, old, grouped(partUntil(rest, most), id), objects));
      const next = known?.parts[growing.parts.length] ?? freeId(id, growing.parts, objects);
      const from = growing.from + most - sharedPoints(after, most);
      growing = { id: next, from, parts: [...growing.parts, next] };
      old = undefined;
      rest = partFrom(after, growing.from);
      this.#wholes.set(next, id);
    }
    const isPart = growing.parts.length > 1;
    changes.push(
      ...one(growing.id, isPart ? old && grouped(old, id) : old, isPart ? grouped(rest, id) : rest, objects),
    );
    if (isPart) this.#growing.set(id, growing);
    return changes;
  }

  /** Unlike a stroke, a text may change anywhere: all of its parts are made again. */
  #text(
    id: string,
    before: Props | undefined,
    after: Props,
    { objects, objectBytes, shapeOf }: Look,
  ): readonly Change[] {
    const known = this.#growing.get(id);
    const { containerId } = after;
    const shape = typeof containerId === 'string' ? () => shapeOf(containerId) : undefined;
    const cut = partsOfText(after, objectBytes, shape);
    if (cut.length === 1 && known === undefined) return one(id, before, after, objects);
    // A label is in the groups of its shape.
    const made = cut.length === 1 || shape ? cut : cut.map((part) => grouped(part, id));
    const was = before === undefined ? [] : (known?.made ?? [before]);
    const parts = [id];
    for (let at = 1; at < made.length; at++) parts.push(known?.parts[at] ?? freeId(id, parts, objects));
    this.drawn(id);
    for (const part of parts.slice(1)) this.#wholes.set(part, id);
    if (parts.length > 1) this.#growing.set(id, { id, from: 0, parts, made });
    const left = (known?.parts ?? []).filter((part) => !parts.includes(part) && objects.has(part));
    return [
      ...made.flatMap((props, at) => one(parts[at] ?? id, was[at], props, objects)),
      ...left.map((part) => ({ op: 'delete', id: part }) as const),
    ];
  }
}

function one(
  id: string,
  before: Props | undefined,
  after: Props,
  objects: ReadonlyMap<string, Props>,
): readonly Change[] {
  if (before === undefined) return [{ op: 'put', id, props: after }];
  const stored = objects.get(id);
  const patch = stored && patchOf(id, before, after, stored);
  return patch ? [patch] : [];
}

function grouped(props: Props, whole: string): Props {
  const groups = Array.isArray(props.groupIds) ? (props.groupIds as readonly Json[]) : [];
  const own = `${whole}-parts`;
  return groups.includes(own) ? props : { ...props, groupIds: [own, ...groups] };
}

function freeId(whole: string, taken: readonly string[], objects: { has(id: string): boolean }): string {
  for (let number = 2; ; number++) {
    const id = `${whole.slice(0, 56)}-${number}`;
    if (!taken.includes(id) && !objects.has(id)) return id;
  }
}
