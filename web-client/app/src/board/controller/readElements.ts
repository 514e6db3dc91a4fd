import type { Json, Props } from '@easel/sdk';
import { mendProps } from '../mending/mendProps.ts';
import { isRecord } from '../mending/values.ts';

export interface ReadElements {
  readonly elements: readonly Props[];
  /** How many are left out, or a part of them: it cannot be drawn. */
  readonly odd: number;
}

/**
 * Elements that come from elsewhere, mended as objects of a board are: Excalidraw takes all of them or, where it fails
 * at one, none.
 */
export function readElements(given: readonly Json[]): ReadElements {
  const elements: Props[] = [];
  let odd = 0;
  for (const element of given) {
    if (isRecord(element) && element.isDeleted === true) continue;
    const { props, flaw } = isRecord(element) ? mendProps(element) : { props: undefined, flaw: 'type' };
    if (flaw !== undefined) odd++;
    if (props === undefined) continue;
    // Where it lies among others is decided when it is drawn.
    const { index: _, ...rest } = props;
    elements.push(rest);
  }
  return { elements, odd };
}
