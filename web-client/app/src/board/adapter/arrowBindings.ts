import type { Json, Props } from '@easel/sdk';

/**
 * Which arrows are bound to which shape, as the arrows say. The shape also has a list of them, but that is one
 * property: when two people bind arrows to one shape at the same time, only one of the two lists is kept. An arrow that
 * is missing in the list would not move with the shape.
 */
export class ArrowBindings {
  /** The shapes of each arrow. */
  readonly #shapes = new Map<string, readonly string[]>();
  /** The arrows of each shape. */
  readonly #arrows = new Map<string, Set<string>>();

  /** Notes an object as it is now; undefined when it is deleted. Returns the shapes that it was or is bound to. */
  note(id: string, props: Props | undefined): readonly string[] {
    const before = this.#shapes.get(id) ?? [];
    const after = props?.type === 'arrow' ? ends(props) : [];
    for (const shape of before) this.#remove(shape, id);
    for (const shape of after) this.#of(shape).add(id);
    if (after.length === 0) this.#shapes.delete(id);
    else this.#shapes.set(id, after);
    return [...before, ...after];
  }

  /** The shape with a complete list of its arrows; missing ones are added in the same order for everybody. */
  completed(id: string, shape: Props): Props {
    const arrows = this.#arrows.get(id);
    if (arrows === undefined) return shape;
    const listed = listOf(shape);
    const known = new Set(listed.map(idOf));
    const missing = [...arrows].filter((arrow) => !known.has(arrow)).sort();
    if (missing.length === 0) return shape;
    return {
      ...shape,
      boundElements: [...listed, ...missing.map((arrow) => ({ id: arrow, type: 'arrow' }))],
    };
  }

  #of(shape: string): Set<string> {
    const arrows = this.#arrows.get(shape) ?? new Set();
    this.#arrows.set(shape, arrows);
    return arrows;
  }

  #remove(shape: string, arrow: string): void {
    const arrows = this.#arrows.get(shape);
    arrows?.delete(arrow);
    if (arrows?.size === 0) this.#arrows.delete(shape);
  }
}

/** The elements that are bound to a shape, as its list says. */
export function listOf({ boundElements }: Props): readonly Json[] {
  return Array.isArray(boundElements) ? boundElements : [];
}

function ends({ startBinding, endBinding }: Props): readonly string[] {
  return [startBinding, endBinding].map(shapeOf).filter((id) => id !== undefined);
}

function shapeOf(binding: Json | undefined): string | undefined {
  const id = (binding as { readonly elementId?: unknown } | null | undefined)?.elementId;
  return typeof id === 'string' ? id : undefined;
}

function idOf(bound: Json): unknown {
  return (bound as { readonly id?: unknown } | null)?.id;
}
