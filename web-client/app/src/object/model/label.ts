import type { Props } from '@easel/sdk';

export interface Found {
  readonly id: string;
  readonly props: Props;
}

/** The text that is bound to a shape, as the shape says, and the text too. */
export function labelOf(
  id: string,
  props: Props | undefined,
  objects: ReadonlyMap<string, Props>,
): Found | undefined {
  const bound = Array.isArray(props?.boundElements) ? props.boundElements : [];
  for (const entry of bound) {
    const to = (entry as { readonly id?: unknown } | null)?.id;
    const text = typeof to === 'string' ? objects.get(to) : undefined;
    if (text?.type === 'text' && text.containerId === id) return { id: to as string, props: text };
  }
  return undefined;
}

/** Whether arrows are bound to a shape: they move with it on the board only. */
export function hasArrows(props: Props): boolean {
  const bound = Array.isArray(props.boundElements) ? props.boundElements : [];
  return bound.some((entry) => (entry as { readonly type?: unknown } | null)?.type === 'arrow');
}
