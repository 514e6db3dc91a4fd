import type { Json, Props } from '@easel/sdk';

/**
 * Which arrows are bound to which shape, by what the arrows say. The shape has a list of them, too, but that is one
 * property: when two people bind arrows to one shape at once, the list of one of them is kept. An arrow that its shape
 * does not know would stay behind when the shape is moved.
 */
export class Arrows {
  /** The shapes of each arrow. */
  readonly #shapes = new Map<string, readonly string[]>();
  /** The arrows of each shape. */
  readonly #arrows = new Map<string, Set<string>>();

  /** Takes note of an object as it is now, undefined when it is gone. Returns the shapes that it is bound to. */
  note(id: string, props: Props | undefined): readonly string[] {
    for (const shape of this.#shapes.get(id) ?? []) this.#remove(shape, id);
    const shapes = props?.type === 'arrow' ? ends(props) : [];
    if (shapes.length === 0) this.#shapes.delete(id);
    else this.#shapes.set(id, shapes);
    for (const shape of shapes) this.#of(shape).add(id);
    return shapes;
  }

  /** The shape with every arrow that is bound to it in its list. */
  completed(id: string, shape: Props): Props {
    const arrows = this.#arrows.get(id);
    if (arrows === undefined) return shape;
    const listed = Array.isArray(shape.boundElements) ? shape.boundElements : [];
    const known = new Set(listed.map(idOf));
    const missing = [...arrows].filter((arrow) => !known.has(arrow));
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
