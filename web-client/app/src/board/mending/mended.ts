import type { Json, Props } from '@easel/sdk';

/**
 * What is wrong with an object, so that it cannot be shown, or in part only:
 *
 * - `type`: there is no such type of element, or none at all
 * - `place`, `size`: a coordinate, or the width or height, is no number
 * - `far`, `large`: a coordinate or a size is beyond what can be drawn
 * - `points`: a line or a stroke has points that are none, or none at all
 * - `empty`: there is nothing to be seen of it: no size, no words, no picture
 * - `drawing`: Excalidraw failed to draw it
 */
export type Flaw = 'type' | 'place' | 'size' | 'far' | 'large' | 'points' | 'empty' | 'drawing';

/** An object as it is shown. Without props it is not; with props and a flaw, a part of it is missing. */
export interface Mended {
  readonly props: Props | undefined;
  readonly flaw: Flaw | undefined;
}

/** Properties that have to be other ones. */
export type Sound = { readonly [name: string]: Json };
