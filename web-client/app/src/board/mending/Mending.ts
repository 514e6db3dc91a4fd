import { equal, type Json, type Props } from '@easel/sdk';
import { arrowEnds } from './arrowEnds.ts';
import { Bonds } from './Bonds.ts';
import { Culprits } from './Culprits.ts';
import { labelPlace } from './labelPlace.ts';
import type { Flaw } from './mended.ts';
import { mendProps } from './mendProps.ts';
import { endOf, referencesOf } from './references.ts';

/**
 * Objects as they are shown: what is odd about them is mended or left out, and each reference between two of them is
 * known to both or to none. It follows from the objects alone, so every window shows the same; and it is a picture:
 * nothing of it is written back, until somebody changes the object.
 */
export class Mending {
  readonly #bonds = new Bonds();
  #flaws: ReadonlyMap<string, Flaw> = new Map();
  readonly #culprits: Culprits;
  #objects: ReadonlyMap<string, Props> = new Map();

  constructor(culprits = new Culprits()) {
    this.#culprits = culprits;
  }

  /** Objects that cannot be shown, or in part only, and why. Another map whenever they are others. */
  get flaws(): ReadonlyMap<string, Flaw> {
    return this.#flaws;
  }

  /** Takes in the first objects. */
  begin(objects: ReadonlyMap<string, Props>): void {
    this.#bonds.begin(this.#note(objects, objects.keys()));
  }

  /**
   * Takes in objects that are other ones now, or gone. Returns those that look different because of it without having
   * changed themselves, and of these ids those whose references are others, or whose place depends on other objects:
   * it may be another than they were given.
   */
  update(objects: ReadonlyMap<string, Props>, ids: Iterable<string>): ReadonlySet<string> {
    if (this.#bonds.isEmpty) return this.#first(objects, ids);
    const noted = this.#note(objects, ids);
    const affected = new Set(this.#bonds.update(noted));
    for (const [id, props] of noted) {
      for (const bound of this.#bonds.boundTo(id)) affected.add(bound.id);
      if (props !== undefined && this.#isPlaced(id, props)) affected.add(id);
    }
    return affected;
  }

  /** Of the first objects, which may be very many, each looks different. */
  #first(objects: ReadonlyMap<string, Props>, ids: Iterable<string>): ReadonlySet<string> {
    const all = new Set(ids);
    this.#bonds.begin(this.#note(objects, all));
    return all;
  }

  /** Excalidraw failed to draw the object as it is now. Returns what looks different without it. */
  setAside(id: string): ReadonlySet<string> {
    const props = this.#objects.get(id);
    if (props !== undefined) this.#culprits.add(props);
    return this.update(this.#objects, [id]);
  }

  /** What is shown of an object; undefined: nothing. */
  shown(id: string): Props | undefined {
    const props = this.#mended(id);
    if (props === undefined) return undefined;
    const set: Record<string, Json> = {};
    const bonds = this.#bonds;
    if (props.frameId !== undefined) set.frameId = bonds.frameOf(id);
    if (props.type === 'text') {
      set.containerId = bonds.containerOf(id);
      const shape = set.containerId === null ? undefined : this.#mended(set.containerId);
      if (set.containerId !== null && shape !== undefined) {
        set.frameId = bonds.frameOf(set.containerId);
        Object.assign(set, labelPlace(props, shape));
      }
    }
    const ends = {
      startBinding: this.#endOf(props, 'startBinding'),
      endBinding: this.#endOf(props, 'endBinding'),
    };
    for (const name of ['startBinding', 'endBinding'] as const) {
      if (ends[name] === undefined && endOf(props[name]) !== undefined) set[name] = null;
    }
    if (ends.startBinding ?? ends.endBinding) {
      Object.assign(set, arrowEnds(props, ends.startBinding, ends.endBinding));
    }
    const bound = bonds.boundTo(id);
    if (bound.length > 0 || props.boundElements !== undefined) set.boundElements = bound as unknown as Json;
    return withThese(props, set);
  }

  /**
   * Those of these objects of which nothing is shown, because of what is wrong with them: who has moved one too far
   * away is shown it no more than everybody else.
   */
  leftOut(ids: Iterable<string>): readonly string[] {
    if (this.#flaws.size === 0) return [];
    return [...ids].filter((id) => this.#flaws.has(id) && this.#mended(id) === undefined);
  }

  /** These, and the shapes by which it is decided where the arrows among them end. */
  withEnds(ids: Iterable<string>): ReadonlySet<string> {
    const all = new Set(ids);
    for (const id of [...all]) {
      const props = this.#objects.get(id);
      if (props !== undefined) for (const end of referencesOf(props).ends) all.add(end);
    }
    return all;
  }

  #note(objects: ReadonlyMap<string, Props>, ids: Iterable<string>) {
    this.#objects = objects;
    const noted = Array.from(ids, (id) => [id, this.#mended(id)] as const);
    this.#noteFlaws(noted.map(([id]) => id));
    return noted;
  }

  /** Whether it is a label, or an arrow that is bound: where it is follows from its shapes. */
  #isPlaced(id: string, props: Props): boolean {
    if (props.type === 'text') return this.#bonds.containerOf(id) !== null;
    return (this.#endOf(props, 'startBinding') ?? this.#endOf(props, 'endBinding')) !== undefined;
  }

  /** The shape that an arrow is bound to at one of its ends. */
  #endOf(props: Props, name: 'startBinding' | 'endBinding'): Props | undefined {
    const end = endOf(props[name]);
    const isBound = end !== undefined && props.type === 'arrow' && this.#bonds.canBind(end);
    return isBound ? this.#mended(end) : undefined;
  }

  #noteFlaws(ids: readonly string[]): void {
    let flaws: Map<string, Flaw> | undefined;
    for (const id of ids) {
      const flaw = this.#flawOf(id);
      if (flaw === this.#flaws.get(id)) continue;
      flaws ??= new Map(this.#flaws);
      if (flaw === undefined) flaws.delete(id);
      else flaws.set(id, flaw);
    }
    if (flaws !== undefined) this.#flaws = flaws;
  }

  #flawOf(id: string): Flaw | undefined {
    const stored = this.#objects.get(id);
    if (stored === undefined) return undefined;
    return this.#culprits.isFound(stored) ? 'drawing' : mendProps(stored).flaw;
  }

  #mended(id: string): Props | undefined {
    const stored = this.#objects.get(id);
    return stored && !this.#culprits.has(id, stored) ? mendProps(stored).props : undefined;
  }
}

/** What depends on other objects: what it refers to, and where that has it. */
const DEPENDENT = [
  ...['boundElements', 'containerId', 'frameId', 'startBinding', 'endBinding'],
  ...['x', 'y', 'angle', 'points'],
];

/** Whether two states of an object are the same in all that depends on others. */
export function agree(a: Props, b: Props): boolean {
  return DEPENDENT.every((name) => isSame(a[name], b[name]));
}

/** The props with these; themselves where that makes no difference. No list and an empty one are the same. */
function withThese(props: Props, set: Props): Props {
  const names = Object.keys(set).filter((name) => !isSame(props[name], set[name]));
  if (names.length === 0) return props;
  return { ...props, ...Object.fromEntries(names.map((name) => [name, set[name] as Json])) };
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return equal(a, b) || (isNothing(a) && isNothing(b));
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
